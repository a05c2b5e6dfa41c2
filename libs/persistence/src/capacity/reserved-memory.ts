import type { EntityManager } from 'typeorm';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';

/**
 * SQL of instances `r`. What is being updated may still have, or have already, the container that needs more; what failed
 * and was undone has none any more.
 */
export const RESERVED = `SUM(CASE WHEN r.state = 'failed' THEN 0
  WHEN r.target_memory_bytes > r.memory_bytes THEN r.target_memory_bytes ELSE COALESCE(r.memory_bytes, 0) END)`;

/** What all instances of a host reserve of its memory, as if there were no such instance. */
export async function sumReservedByOthers(manager: EntityManager, hostId: string, instanceId: string): Promise<number> {
  const row = await manager
    .createQueryBuilder(ServiceInstanceEntity, 'r')
    .select(RESERVED, 'reserved')
    .where('r.host_id = :hostId AND r.id <> :instanceId', { hostId, instanceId })
    .getRawOne<{ reserved: string | number | null }>();
  return Number(row?.reserved ?? 0);
}
