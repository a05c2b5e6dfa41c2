import type { EntityManager } from 'typeorm';
import { findRows } from '../database/find-rows.js';
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
const OCCUPANCY = {
  alias: 'r',
  wanted: ['hostId'],
  computed: { orders: ORDERS, reserved: RESERVED },
  tail: 'GROUP BY r.host_id',
} as const;

/**
 * Of all hosts that have any instance, or of the one that is named. One question: to count apart those that are somebody's
 * order, MariaDB goes by an index that does not know their hosts, and looks at every row.
 */
export async function readOccupancy(manager: EntityManager, hostId?: string): Promise<ReadonlyMap<string, Occupancy>> {
  const where = hostId === undefined ? {} : { hostId };
  const rows = await findRows(manager, ServiceInstanceEntity, where, OCCUPANCY);
  return new Map(
    rows.map((row) => [row.hostId, { instances: Number(row.orders), reservedMemoryBytes: Number(row.reserved) }]),
  );
}
