import { type EntityManager, IsNull, Not } from 'typeorm';
import { OperationEntity } from '../entities/operation.entity.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { findLiving, insertOperation, toOperation } from '../operations/operation-rows.js';
import type { StoreContext } from '../store-context.js';
import { sealTarget, toInstance } from './instance-rows.js';
import type { NewUpdate, OpenedUpdate } from './service-instance.types.js';

/**
 * The transaction behind `ServiceInstanceStore.openUpdate`. An operation of our own is there already when the answer to
 * an earlier COMMIT got lost (failure-model row 7).
 */
export async function openUpdate(
  manager: EntityManager,
  context: StoreContext,
  { instanceId, seen, target, operation }: NewUpdate,
): Promise<OpenedUpdate> {
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
  if (row.specHash !== seen.specHash || row.generation !== seen.generation) return { outcome: 'changed' };
  if (living !== null || (await isBeingBound(manager, instanceId))) return { outcome: 'busy' };
  const change = { state: 'updating', targetSealed: sealTarget(instanceId, target, context.box) };
  await manager.update(ServiceInstanceEntity, { id: instanceId }, change);
  const to = { kind: 'update', instanceId, hostId: row.hostId } as const;
  return { outcome: 'opened', operation: await insertOperation(manager, context, to, operation) };
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
