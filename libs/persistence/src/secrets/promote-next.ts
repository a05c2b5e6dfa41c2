import type { EntityManager } from 'typeorm';
import { ReadAgain } from '../database/read-again.js';
import { DataKeyEntity } from '../entities/data-key.entity.js';

/** The next key, once it is so old. `nowMs` is SQL. */
export function findNext(manager: EntityManager, nowMs: string, knownForMs: number): Promise<DataKeyEntity | null> {
  return manager
    .createQueryBuilder(DataKeyEntity, 'k')
    .where(`k.standing = 'next' AND k.created_at <= ${nowMs} - ${Math.trunc(knownForMs)}`)
    .getOne();
}

/** Both rows change or none, and each only from what was read: brokers may come to it together. `nowMs` is SQL. */
export async function promoteNext(
  manager: EntityManager,
  nowMs: string,
  knownForMs: number,
): Promise<string | undefined> {
  const next = await findNext(manager, nowMs, knownForMs);
  if (next === null) return undefined;
  const primary = await manager.findOneByOrFail(DataKeyEntity, { standing: 'primary' });
  const retired = { standing: null, retiredAt: () => nowMs, dueAt: () => nowMs };
  const before = await manager.update(DataKeyEntity, { id: primary.id, standing: 'primary' }, retired);
  const after = await manager.update(DataKeyEntity, { id: next.id, standing: 'next' }, { standing: 'primary' });
  if (before.affected !== 1 || after.affected !== 1) throw new ReadAgain();
  return next.id;
}
