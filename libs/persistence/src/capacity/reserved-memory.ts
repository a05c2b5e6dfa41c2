import type { EntityManager } from 'typeorm';
import { findRows } from '../database/find-rows.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';

/** What is being updated may still have, or have already, the container that needs more. */
const RESERVED = `SUM(CASE WHEN r.target_memory_bytes > r.memory_bytes THEN r.target_memory_bytes
  ELSE COALESCE(r.memory_bytes, 0) END)`;

/** What failed and was undone has no container any more. */
const SUMMED = { alias: 'r', computed: { reserved: RESERVED }, condition: "r.state <> 'failed'" } as const;

/** What all instances reserve of the memory of each host, or of the one that is named. */
export async function sumReservedByHost(manager: EntityManager, hostId?: string): Promise<ReadonlyMap<string, number>> {
  const asked = { ...SUMMED, wanted: ['hostId'], tail: 'GROUP BY r.host_id' } as const;
  const rows = await findRows(manager, ServiceInstanceEntity, hostId === undefined ? {} : { hostId }, asked);
  return new Map(rows.map((row) => [row.hostId, Number(row.reserved)]));
}

/** The same of one host, as if there were no such instance. */
export async function sumReservedByOthers(manager: EntityManager, hostId: string, instanceId: string): Promise<number> {
  const row = await manager
    .createQueryBuilder(ServiceInstanceEntity, 'r')
    .select(RESERVED, 'reserved')
    .where(SUMMED.condition)
    .andWhere('r.host_id = :hostId AND r.id <> :instanceId', { hostId, instanceId })
    .getRawOne<{ reserved: string | number | null }>();
  return Number(row?.reserved ?? 0);
}
