import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';

/** What is being updated may still have, or have already, the container that needs more. */
const RESERVED = `SUM(CASE WHEN r.target_memory_bytes > r.memory_bytes THEN r.target_memory_bytes
  ELSE COALESCE(r.memory_bytes, 0) END)`;

/** What all instances reserve of the memory of each host, or of the one that is named. */
export async function sumReservedByHost(manager: EntityManager, hostId?: string): Promise<ReadonlyMap<string, number>> {
  const query = select(manager);
  if (hostId !== undefined) query.andWhere('r.host_id = :hostId', { hostId });
  const rows = await query
    .addSelect('r.host_id', 'host')
    .groupBy('r.host_id')
    .getRawMany<{ host: string; reserved: string | number }>();
  return new Map(rows.map(({ host, reserved }) => [host, Number(reserved)]));
}

/** The same of one host, as if there were no such instance. */
export async function sumReservedByOthers(manager: EntityManager, hostId: string, instanceId: string): Promise<number> {
  const row = await select(manager)
    .andWhere('r.host_id = :hostId AND r.id <> :instanceId', { hostId, instanceId })
    .getRawOne<{ reserved: string | number | null }>();
  return Number(row?.reserved ?? 0);
}

/** What failed and was undone has no container any more. */
function select(manager: EntityManager): SelectQueryBuilder<ServiceInstanceEntity> {
  const query = manager.createQueryBuilder(ServiceInstanceEntity, 'r').select(RESERVED, 'reserved');
  return query.where("r.state <> 'failed'");
}
