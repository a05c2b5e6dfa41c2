import type { EntityManager } from 'typeorm';
import { updateRows } from '../database/change-rows.js';
import { OperationEntity } from '../entities/operation.entity.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { ended, findLiving, insertOperation, meetNobody, overtake, toOperation } from '../operations/operation-rows.js';
import { DELETED_WITH_INSTANCE, type NewOperation } from '../operations/operation.types.js';
import type { StoreContext } from '../store-context.js';
import { hostOf } from './instance-rows.js';
import type { OpenedDeprovision } from './service-instance.types.js';

/** The transaction behind `ServiceInstanceStore.openDeprovision`. */
export async function openDeprovision(
  manager: EntityManager,
  context: StoreContext,
  instanceId: string,
  operation: NewOperation,
): Promise<OpenedDeprovision> {
  if (!(await markDeleting(manager, instanceId))) {
    await meetNobody(manager, context, { kind: 'deprovision', instanceId, hostId: '' }, operation);
    return { outcome: 'unknown' };
  }
  await endBindingOperations(manager, context.nowMs, instanceId);
  const living = await findLiving(manager, { instanceId });
  if (living === null) {
    const target = { kind: 'deprovision', instanceId, hostId: await hostOf(manager, instanceId) } as const;
    const opened = await insertOperation(manager, context, target, operation);
    return { outcome: 'opened', operation: opened };
  }
  if (living.kind === 'deprovision') return { outcome: 'running', operation: toOperation(living) };
  return {
    outcome: 'overtaken',
    operation: await overtake(manager, context, living, { kind: 'deprovision', by: operation }),
  };
}

/** First statement of the transaction: it puts this one and a bind on the same instance in order, on all databases. */
async function markDeleting(manager: EntityManager, instanceId: string): Promise<boolean> {
  const change = { state: 'deleting', version: () => 'version + 1' };
  return (await updateRows(manager, ServiceInstanceEntity, change, { where: { id: instanceId } })) === 1;
}

/** Their logins go with the container; the raised epoch stops whoever works on them. */
async function endBindingOperations(manager: EntityManager, nowMs: string, instanceId: string): Promise<void> {
  const change = {
    ...ended(nowMs),
    state: 'failed',
    epoch: () => 'epoch + 1',
    description: DELETED_WITH_INSTANCE,
  };
  const which = { where: { instanceId }, condition: 'binding_id IS NOT NULL AND live_key IS NOT NULL' };
  await updateRows(manager, OperationEntity, change, which);
}
