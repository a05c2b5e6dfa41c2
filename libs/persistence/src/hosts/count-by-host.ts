import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { HostEntity } from '../entities/host.entity.js';
import { PortClaimEntity } from '../entities/port-claim.entity.js';
import type { ServiceInstanceEntity } from '../entities/service-instance.entity.js';

/** An agent may have narrowed its range since: what lies outside takes no room. */
export function claimsInRange(manager: EntityManager): SelectQueryBuilder<PortClaimEntity> {
  const isInside = 'h.id = r.host_id AND r.host_port BETWEEN h.port_min AND h.port_max';
  return manager.createQueryBuilder(PortClaimEntity, 'r').innerJoin(HostEntity, 'h', isInside);
}

/** Of all hosts, or of the one that is named. */
export async function countByHost(
  query: SelectQueryBuilder<ServiceInstanceEntity> | SelectQueryBuilder<PortClaimEntity>,
  hostId?: string,
): Promise<Map<string, number>> {
  if (hostId !== undefined) query.andWhere('r.host_id = :hostId', { hostId });
  const rows = await query
    .select('r.host_id', 'host')
    .addSelect('COUNT(*)', 'count')
    .groupBy('r.host_id')
    .getRawMany<{ host: string; count: string | number }>();
  return new Map(rows.map((row) => [row.host, Number(row.count)]));
}
