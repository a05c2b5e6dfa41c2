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

/** All at once: plan, parameters, context and dashboard (UPD-16). */
export function toTargeted(
  instanceId: string,
  target: InstanceTarget,
  box: SecretBox,
): Pick<ServiceInstanceEntity, 'planName' | 'specHash' | 'requestSealed' | 'definitionSealed'> {
  const { planName, specHash, dashboardUrl } = target;
  return {
    planName,
    specHash,
    ...sealAttributes(instanceId, target, box),
    ...(dashboardUrl === undefined ? {} : { dashboardUrlSealed: sealDashboardUrl(instanceId, dashboardUrl, box) }),
  };
}
