import type { EntityManager, UpdateResult } from 'typeorm';
import { DataKeyEntity } from '../entities/data-key.entity.js';
import { FencedError } from '../persistence.errors.js';
import type { KeyLease } from './key.types.js';

type Change = { readonly [Column in keyof DataKeyEntity]?: DataKeyEntity[Column] | (() => string) };

/** Changes a retired key as long as the lease is ours; throws `FencedError` when it is another's. `nowMs` is SQL. */
export async function changeLeased(manager: EntityManager, { keyId, owner }: KeyLease, change: Change): Promise<void> {
  const { affected }: UpdateResult = await manager
    .createQueryBuilder()
    .update(DataKeyEntity)
    .set(change)
    .where('id = :keyId AND owner = :owner AND retired_at IS NOT NULL AND destroyed_at IS NULL', { keyId, owner })
    .execute();
  if (affected !== 1) throw new FencedError('Another broker goes on with the data key.');
}

export function renewLease(manager: EntityManager, lease: KeyLease, nowMs: string): Promise<void> {
  return changeLeased(manager, lease, { dueAt: () => `${nowMs} + ${Math.trunc(lease.leaseMs)}` });
}

export function releaseLease(manager: EntityManager, lease: KeyLease, nowMs: string): Promise<void> {
  return changeLeased(manager, lease, { owner: null, dueAt: () => nowMs });
}
