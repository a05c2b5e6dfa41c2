import type { EntityManager } from 'typeorm';
import { DIALECTS } from '../database/dialect.js';
import { dialectOfType } from '../database/drivers.js';
import { HostEntity } from '../entities/host.entity.js';

/**
 * Whether this transaction may place something on a host. Its row stays locked against operators until the transaction
 * ends, so a cordon waits for whoever got in before it, and lets in nobody after it; many may get in at once.
 */
export async function admitToHost(manager: EntityManager, hostId: string): Promise<boolean> {
  const [sql, parameters] = manager
    .createQueryBuilder(HostEntity, 'h')
    .select('h.admission', 'admission')
    .where('h.id = :hostId', { hostId })
    .getQueryAndParameters();
  const { shareLock } = DIALECTS[dialectOfType(manager.dataSource.options.type)];
  const [host] = await manager.query<{ admission: string }[]>(sql.concat(shareLock), parameters);
  return host?.admission === 'open';
}
