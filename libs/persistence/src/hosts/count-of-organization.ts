import type { EntityManager } from 'typeorm';
import { findRows } from '../database/find-rows.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { toOwnerKeys } from '../limits/to-owner-keys.js';

const COUNTED = {
  wanted: ['hostId'],
  computed: { count: 'COUNT(*)' },
  condition: 'house_key IS NULL',
  tail: 'GROUP BY host_id',
} as const;

/** How many instances of an organization each host has; the containers that instances share are nobody's order. */
export async function countOfOrganization(
  manager: EntityManager,
  organizationGuid: string,
): Promise<ReadonlyMap<string, number>> {
  const { organizationKey } = toOwnerKeys({ organizationGuid, spaceGuid: '' });
  const rows = await findRows(manager, ServiceInstanceEntity, { organizationKey }, COUNTED);
  return new Map(rows.map(({ hostId, count }) => [hostId, Number(count)]));
}
