import type { EntityManager } from 'typeorm';
import { findRows } from '../database/find-rows.js';
import { HostEntity } from '../entities/host.entity.js';
import { shareHost } from './lock-host.js';

/**
 * Whether this transaction may place something on a host: read by its primary key, under a lock that operators want for
 * themselves. So a cordon waits for whoever got in before it, and lets in nobody after it. Pings wait for neither. Asked
 * after whatever takes the same lock alone (`keepMemory`): to want more of a lock that others share is a deadlock.
 */
export async function admitToHost(manager: EntityManager, hostId: string): Promise<boolean> {
  await shareHost(manager, hostId);
  const [host] = await findRows(manager, HostEntity, { id: hostId }, { wanted: ['admission'] });
  return host?.admission === 'open';
}
