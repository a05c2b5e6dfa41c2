import type { EntityManager } from 'typeorm';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';

export interface Residents {
  readonly instances: number;
  readonly sharedContainers: number;
}

/** By host, of one or of all; a host of which nothing is known, or all of whose creations failed, is not in it. */
export async function countResidents(manager: EntityManager, hostId?: string): Promise<ReadonlyMap<string, Residents>> {
  const query = manager
    .createQueryBuilder(ServiceInstanceEntity, 'i')
    .select('i.host_id', 'host')
    .addSelect('SUM(CASE WHEN i.house_key IS NULL THEN 1 ELSE 0 END)', 'orders')
    .addSelect('SUM(CASE WHEN i.house_key IS NULL THEN 0 ELSE 1 END)', 'houses')
    .where("i.state <> 'failed'")
    .groupBy('i.host_id');
  if (hostId !== undefined) query.andWhere('i.host_id = :hostId', { hostId });
  const rows = await query.getRawMany<{ host: string; orders: string | number; houses: string | number }>();
  return new Map(
    rows.map((row) => [row.host, { instances: Number(row.orders), sharedContainers: Number(row.houses) }]),
  );
}
