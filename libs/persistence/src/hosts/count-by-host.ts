import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { type Equal, findRows } from '../database/find-rows.js';
import { HostEntity } from '../entities/host.entity.js';
import { PortClaimEntity } from '../entities/port-claim.entity.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';

/** An agent may have narrowed its range since: what lies outside takes no room. */
function claimsInRange(manager: EntityManager): SelectQueryBuilder<PortClaimEntity> {
  const isInside = 'h.id = r.host_id AND r.host_port BETWEEN h.port_min AND h.port_max';
  return manager.createQueryBuilder(PortClaimEntity, 'r').innerJoin(HostEntity, 'h', isInside);
}

/** Of all hosts, or of the one that is named. */
export async function countClaimsByHost(manager: EntityManager, hostId?: string): Promise<ReadonlyMap<string, number>> {
  const query = claimsInRange(manager);
  if (hostId !== undefined) query.andWhere('r.host_id = :hostId', { hostId });
  const rows = await query
    .select('r.host_id', 'host')
    .addSelect('COUNT(*)', 'count')
    .groupBy('r.host_id')
    .getRawMany<{ host: string; count: string | number }>();
  return new Map(rows.map((row) => [row.host, Number(row.count)]));
}

/** Of these; the containers that instances share are nobody's order. */
export async function countInstancesByHost(
  manager: EntityManager,
  where: Equal<ServiceInstanceEntity>,
): Promise<ReadonlyMap<string, number>> {
  const grouped = { condition: 'house_key IS NULL', tail: 'GROUP BY host_id' };
  const asked = { wanted: ['hostId'], computed: { count: 'COUNT(*)' }, ...grouped } as const;
  const rows = await findRows(manager, ServiceInstanceEntity, where, asked);
  return new Map(rows.map(({ hostId, count }) => [hostId, Number(count)]));
}
