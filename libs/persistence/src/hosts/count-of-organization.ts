import type { EntityManager } from 'typeorm';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { toOwnerKeys } from '../limits/to-owner-keys.js';

/** How many instances of an organization each host has; the containers that instances share are nobody's order. */
export async function countOfOrganization(
  manager: EntityManager,
  organizationGuid: string,
): Promise<ReadonlyMap<string, number>> {
  const { organizationKey } = toOwnerKeys({ organizationGuid, spaceGuid: '' });
  const rows = await manager
    .createQueryBuilder(ServiceInstanceEntity, 'r')
    .select('r.host_id', 'host')
    .addSelect('COUNT(*)', 'count')
    .where('r.house_key IS NULL AND r.organization_key = :organizationKey', { organizationKey })
    .groupBy('r.host_id')
    .getRawMany<{ host: string; count: string | number }>();
  return new Map(rows.map(({ host, count }) => [host, Number(count)]));
}
