import type { EntityManager } from 'typeorm';
import { findRows } from '../database/find-rows.js';
import { HostEntity } from '../entities/host.entity.js';
import { lockHost } from '../hosts/lock-host.js';
import { NoRoom } from '../instances/no-room.js';
import type { MemoryOrder } from './memory-order.types.js';
import { remainingMemory } from './remaining-memory.js';
import { sumReservedByOthers } from './reserved-memory.js';

interface Reservation {
  readonly hostId: string;
  /** What it has reserved so far does not count. */
  readonly instanceId: string;
  readonly memory: MemoryOrder;
}

/**
 * Throws `NoRoom` where the host has less memory left. Summed under a lock of the host's own, so that whoever else wants
 * some waits until this transaction has ended, and sees what it did (failure-model row 16). A host that was never measured
 * has no bound, and who reserves nothing takes no lock.
 */
export async function keepMemory(
  manager: EntityManager,
  { hostId, instanceId, memory: { bytes, share } }: Reservation,
): Promise<void> {
  if (bytes === 0) return;
  const [host] = await findRows(manager, HostEntity, { id: hostId }, { wanted: ['totalMemoryBytes'] });
  const total = host?.totalMemoryBytes ?? undefined;
  if (total === undefined) return;
  await lockHost(manager, hostId);
  const reserved = await sumReservedByOthers(manager, hostId, instanceId);
  if (remainingMemory(total, share, reserved) < bytes) throw new NoRoom();
}
