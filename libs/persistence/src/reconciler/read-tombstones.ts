import type { EntityManager } from 'typeorm';
import { OperationEntity } from '../entities/operation.entity.js';
import type { Tombstone } from './host-pass.types.js';

/** What is known of operations that containers and volumes name. Those that are not known are not in it. */
export async function readTombstones(
  manager: EntityManager,
  operationIds: readonly string[],
): Promise<ReadonlyMap<string, Tombstone>> {
  if (operationIds.length === 0) return new Map();
  const rows = await manager
    .createQueryBuilder(OperationEntity, 'o')
    .select('o.id', 'id')
    .addSelect('o.live_key', 'live')
    .where('o.id IN (:...operationIds)', { operationIds })
    .getRawMany<{ id: string; live: string | null }>();
  return new Map(rows.map(({ id, live }) => [id, live === null ? 'ended' : 'living']));
}
