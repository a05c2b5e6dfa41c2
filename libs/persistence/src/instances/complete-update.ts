import type { EntityManager } from 'typeorm';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { endOperation } from '../operations/operation-rows.js';
import type { Claim } from '../operations/operation.types.js';
import type { StoreContext } from '../store-context.js';
import { readTargeted, toTargeted } from './apply-target.js';
import { READY } from './instance-rows.js';

/** The instance is what its update made of it. With a new container it was that already when it got the container. */
export async function completeUpdate(
  manager: EntityManager,
  { nowMs, box }: StoreContext,
  claim: Claim,
  instanceId: string,
): Promise<void> {
  await endOperation(manager, nowMs, claim, { state: 'succeeded', description: 'the instance is updated' });
  const { row, target } = await readTargeted(manager, instanceId, box);
  const isSwitched = row.generation === target.generation;
  const { imageVersion } = target;
  const version = imageVersion === undefined ? {} : { imageVersion };
  const change = isSwitched ? { restarts: 0 } : { ...toTargeted(instanceId, target, box), ...version };
  await manager.update(ServiceInstanceEntity, { id: instanceId }, { ...change, ...READY });
}
