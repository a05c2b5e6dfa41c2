import type { EntityManager } from 'typeorm';
import { insertRow, updateRows } from '../database/change-rows.js';
import { DIALECTS } from '../database/dialect.js';
import { dialectOfType } from '../database/drivers.js';
import { findRows } from '../database/find-rows.js';
import { HostLockEntity } from '../entities/host-lock.entity.js';

/** Until the transaction ends nobody else has the host's lock. Two that see no row yet both insert one: the unique key has the second transaction run again. */
export async function lockHost(manager: EntityManager, hostId: string): Promise<void> {
  const which = { where: { hostId } };
  const locked = await updateRows(manager, HostLockEntity, { version: () => 'version + 1' }, which);
  if (locked === 0) await insertRow(manager, HostLockEntity, { hostId, version: 0 });
}

/** The same, but many may have it so at once: they keep out only those who want it alone, and are kept out by them. */
export async function shareHost(manager: EntityManager, hostId: string): Promise<void> {
  const { shareLock: tail } = DIALECTS[dialectOfType(manager.dataSource.options.type)];
  const rows = await findRows(manager, HostLockEntity, { hostId }, { wanted: ['version'], tail });
  if (rows.length === 0) await insertRow(manager, HostLockEntity, { hostId, version: 0 });
}
