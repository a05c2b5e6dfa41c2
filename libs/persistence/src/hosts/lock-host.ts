import type { EntityManager } from 'typeorm';
import { DIALECTS } from '../database/dialect.js';
import { dialectOfType } from '../database/drivers.js';
import { HostLockEntity } from '../entities/host-lock.entity.js';

/** Until the transaction ends nobody else has the host's lock. Two that see no row yet both insert one: the unique key has the second transaction run again. */
export async function lockHost(manager: EntityManager, hostId: string): Promise<void> {
  const { affected } = await manager.update(HostLockEntity, { hostId }, { version: () => 'version + 1' });
  if (affected === 0) await manager.insert(HostLockEntity, { hostId, version: 0 });
}

/** The same, but many may have it so at once: they keep out only those who want it alone, and are kept out by them. */
export async function shareHost(manager: EntityManager, hostId: string): Promise<void> {
  const [sql, parameters] = manager
    .createQueryBuilder(HostLockEntity, 'l')
    .select('l.version', 'version')
    .where('l.host_id = :hostId', { hostId })
    .getQueryAndParameters();
  const { shareLock } = DIALECTS[dialectOfType(manager.dataSource.options.type)];
  const rows = await manager.query<unknown[]>(sql.concat(shareLock), parameters);
  if (rows.length === 0) await manager.insert(HostLockEntity, { hostId, version: 0 });
}
