import type { EntityManager } from 'typeorm';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import type { SecretBox } from '../secrets/secret-box.js';
import { openTarget, sealAttributes, sealDashboardUrl } from './instance-rows.js';
import type { InstanceTarget } from './service-instance.types.js';

interface TargetedInstance {
  readonly row: ServiceInstanceEntity;
  readonly target: InstanceTarget;
}

/** The row of an instance that is being updated, and what is to become of it. */
export async function readTargeted(
  manager: EntityManager,
  instanceId: string,
  box: SecretBox,
): Promise<TargetedInstance> {
  const row = await manager.findOneByOrFail(ServiceInstanceEntity, { id: instanceId });
  const target = openTarget(row, box);
  if (target === undefined) throw new Error('An instance that is being updated has no target.');
  return { row, target };
}

type Targeted = Pick<ServiceInstanceEntity, 'planName' | 'specHash' | 'requestSealed' | 'definitionSealed'> &
  Partial<Pick<ServiceInstanceEntity, 'memoryBytes' | 'dashboardUrlSealed'>>;

/** All at once: plan, parameters, context, what it reserves, and dashboard (UPD-16). */
export function toTargeted(instanceId: string, target: InstanceTarget, box: SecretBox): Targeted {
  const { planName, specHash, dashboardUrl, memoryBytes } = target;
  return {
    planName,
    specHash,
    ...sealAttributes(instanceId, target, box),
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
    ...(dashboardUrl === undefined ? {} : { dashboardUrlSealed: sealDashboardUrl(instanceId, dashboardUrl, box) }),
  };
}
