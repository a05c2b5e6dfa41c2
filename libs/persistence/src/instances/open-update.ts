import { type EntityManager, IsNull, Not } from 'typeorm';
import { keepMemory } from '../capacity/keep-memory.js';
import { OperationEntity } from '../entities/operation.entity.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { keepLimits } from '../limits/keep-limits.js';
import { findLiving, insertOperation, toOperation } from '../operations/operation-rows.js';
import type { SecretBox } from '../secrets/secret-box.js';
import type { StoreContext } from '../store-context.js';
import { sealTarget, toInstance } from './instance-rows.js';
import type { InstanceTarget, NewUpdate, OpenedUpdate } from './service-instance.types.js';

/**
 * The transaction behind `ServiceInstanceStore.openUpdate`. An operation of our own is there already when the answer to
 * an earlier COMMIT got lost (failure-model row 7).
 */
export async function openUpdate(
  manager: EntityManager,
  context: StoreContext,
  update: NewUpdate,
): Promise<OpenedUpdate> {
  const { instanceId, seen, target, operation } = update;
  const row = await touchInstance(manager, instanceId);
  if (row === undefined) return { outcome: 'unknown' };
  const living = await findLiving(manager, { instanceId });
  if (living?.id === operation.operationId) return { outcome: 'opened', operation: toOperation(living) };
  if (row.state !== 'ready')
    return {
      outcome: 'not ready',
      instance: toInstance(row, context.box),
      operation: living === null ? undefined : toOperation(living),
    };
  if (isAnother(row, seen)) return { outcome: 'changed' };
  if (living !== null || (await isBeingBound(manager, instanceId))) return { outcome: 'busy' };
  await keepLimitsOfTarget(manager, row, update);
  await keepMemoryOfTarget(manager, row, update);
  await manager.update(ServiceInstanceEntity, { id: instanceId }, toUpdating(instanceId, target, context.box));
  const to = { kind: 'update', instanceId, hostId: row.hostId } as const;
  return { outcome: 'opened', operation: await insertOperation(manager, context, to, operation) };
}

/** One whose host was given up meanwhile, too: whoever reads it again sees that. */
function isAnother({ specHash, generation, health }: ServiceInstanceEntity, seen: NewUpdate['seen']): boolean {
  return specHash !== seen.specHash || generation !== seen.generation || health === 'given up';
}

/** Within its plan it has its place already. */
async function keepLimitsOfTarget(
  manager: EntityManager,
  { serviceName, planName }: ServiceInstanceEntity,
  { target, limits }: Pick<NewUpdate, 'target' | 'limits'>,
): Promise<void> {
  if (target.planName !== planName) await keepLimits(manager, { serviceName, ...target, limits });
}

/** What it has stays its own, even where its host has given away too much. */
async function keepMemoryOfTarget(
  manager: EntityManager,
  { id, hostId, memoryBytes }: ServiceInstanceEntity,
  { memory }: Pick<NewUpdate, 'memory'>,
): Promise<void> {
  if (memory.bytes > (memoryBytes ?? 0)) await keepMemory(manager, { hostId, instanceId: id, memory });
}

function toUpdating(
  instanceId: string,
  target: InstanceTarget,
  box: SecretBox,
): Pick<ServiceInstanceEntity, 'state' | 'targetSealed' | 'targetPlanName' | 'targetMemoryBytes'> {
  const { planName, memoryBytes } = target;
  const targetSealed = sealTarget(instanceId, target, box);
  return { state: 'updating', targetSealed, targetPlanName: planName, targetMemoryBytes: memoryBytes ?? null };
}

/** First statement of the transaction: it puts this one, binds and a deprovision in order, on all databases. */
async function touchInstance(manager: EntityManager, instanceId: string): Promise<ServiceInstanceEntity | undefined> {
  const { affected } = await manager.update(
    ServiceInstanceEntity,
    { id: instanceId },
    { version: () => 'version + 1' },
  );
  return affected === 1 ? manager.findOneByOrFail(ServiceInstanceEntity, { id: instanceId }) : undefined;
}

/** A script of theirs may run in the container that the update would take away. */
function isBeingBound(manager: EntityManager, instanceId: string): Promise<boolean> {
  return manager.existsBy(OperationEntity, { instanceId, bindingId: Not(IsNull()), liveKey: Not(IsNull()) });
}
