import type { EntityManager } from 'typeorm';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';

/** What a tenant is made of, as platforms ask for it (CAT-26): the image of its house. Nothing for whoever has an own container. */
export async function readSharedVersion(
  manager: EntityManager,
  instanceId: string,
): Promise<{ readonly imageVersion?: string | null }> {
  const row = await manager
    .createQueryBuilder(ServiceInstanceEntity, 't')
    .innerJoin(ServiceInstanceEntity, 'h', 'h.id = t.shared_in')
    .select('h.image_version', 'version')
    .where('t.id = :instanceId', { instanceId })
    .getRawOne<{ version: string | null }>();
  return row === undefined ? {} : { imageVersion: row.version };
}
