import type { EntityManager, EntityTarget } from 'typeorm';
import { type Equal, findRows } from '../database/find-rows.js';
import { PortClaimEntity } from '../entities/port-claim.entity.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';

/** An agent may have narrowed its range since: what lies outside takes no room. */
const IS_IN_RANGE =
  'EXISTS (SELECT 1 FROM docker_host h WHERE h.id = r.host_id AND r.host_port BETWEEN h.port_min AND h.port_max)';

/** Ports that are taken, on all hosts or on the one that is named. */
export function countClaimsByHost(manager: EntityManager, hostId?: string): Promise<ReadonlyMap<string, number>> {
  return countByHost(manager, PortClaimEntity, hostId === undefined ? {} : { hostId }, IS_IN_RANGE);
}

/** Of these; the containers that instances share are nobody's order. */
export function countInstancesByHost(
  manager: EntityManager,
  where: Equal<ServiceInstanceEntity>,
): Promise<ReadonlyMap<string, number>> {
  return countByHost(manager, ServiceInstanceEntity, where, 'r.house_key IS NULL');
}

/** `condition` is SQL of a row `r`. */
async function countByHost<Row extends { readonly hostId: string | null }>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  where: Equal<Row>,
  condition: string,
): Promise<ReadonlyMap<string, number>> {
  const grouped = { alias: 'r', condition, tail: 'GROUP BY r.host_id' };
  const asked = { ...grouped, wanted: ['hostId'], computed: { count: 'COUNT(*)' } } as const;
  const rows = await findRows<Row, 'hostId', 'count'>(manager, entity, where, asked);
  return new Map(rows.map(({ hostId, count }) => [hostId ?? '', Number(count)]));
}
