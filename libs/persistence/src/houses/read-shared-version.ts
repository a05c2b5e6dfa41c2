import type { EntityManager } from 'typeorm';
import { findRows } from '../database/find-rows.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';

/** What a tenant is made of, as platforms ask for it (CAT-26): the image of its house. Nothing for whoever has an own container. */
export async function readSharedVersion(
  manager: EntityManager,
  instanceId: string,
): Promise<{ readonly imageVersion?: string | null }> {
  const [tenant] = await findRows(manager, ServiceInstanceEntity, { id: instanceId }, { wanted: ['sharedIn'] });
  const houseId = tenant?.sharedIn ?? undefined;
  if (houseId === undefined) return {};
  const [house] = await findRows(manager, ServiceInstanceEntity, { id: houseId }, { wanted: ['imageVersion'] });
  return house ?? {};
}
