import type { EntityManager } from 'typeorm';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { RESERVED } from './reserved-memory.js';

/** What instances have of a host. */
export interface Occupancy {
  /** Without the containers that they share, which are nobody's order. */
  readonly instances: number;
  /** By the plans of all of them. */
  readonly reservedMemoryBytes: number;
}

const ORDERS = 'SUM(CASE WHEN r.house_key IS NULL THEN 1 ELSE 0 END)';

/**
 * Of all hosts that have any instance, or of the one that is named. One question: to count apart those that are somebody's
 * order, MariaDB goes by an index that does not know their hosts, and looks at every row.
 */
export async function readOccupancy(manager: EntityManager, hostId?: string): Promise<ReadonlyMap<string, Occupancy>> {
  const query = manager
    .createQueryBuilder(ServiceInstanceEntity, 'r')
    .select('r.host_id', 'host')
    .addSelect(ORDERS, 'orders')
    .addSelect(RESERVED, 'reserved')
    .groupBy('r.host_id');
  if (hostId !== undefined) query.where('r.host_id = :hostId', { hostId });
  const rows = await query.getRawMany<Counted>();
  return new Map(
    rows.map((row) => [row.host, { instances: Number(row.orders), reservedMemoryBytes: Number(row.reserved) }]),
  );
}

interface Counted {
  readonly host: string;
  readonly orders: string | number;
  readonly reserved: string | number;
}
