import { type EntityManager, In, IsNull } from 'typeorm';
import type { Database } from '../database/database.js';
import { OperationEntity } from '../entities/operation.entity.js';

/** Forgotten in one go: on SQLite everybody waits meanwhile. */
const MOST_AT_ONCE = 500;

/** Removes what has ended longer ago than that, and tells how many there were. */
export async function forgetEnded(database: Database, olderThanMs: number): Promise<number> {
  let forgotten = 0;
  for (;;) {
    const ids = await database.read((manager) => findEnded(manager, database.dialect.nowMs, olderThanMs));
    if (ids.length === 0) return forgotten;
    const { affected } = await database.write('forget operations', (manager) =>
      manager.delete(OperationEntity, { id: In(ids), liveKey: IsNull() }),
    );
    forgotten += affected ?? 0;
  }
}

/** Nothing ends before it is made, so the index of what was made so long ago has them all. */
async function findEnded(manager: EntityManager, nowMs: string, olderThanMs: number): Promise<string[]> {
  const before = `${nowMs} - ${Math.trunc(olderThanMs)}`;
  const rows = await manager
    .createQueryBuilder(OperationEntity, 'o')
    .select('o.id', 'id')
    .where(`o.created_at < ${before} AND o.updated_at < ${before} AND o.live_key IS NULL`)
    .orderBy('o.created_at')
    .limit(MOST_AT_ONCE)
    .getRawMany<{ id: string }>();
  return rows.map(({ id }) => id);
}
