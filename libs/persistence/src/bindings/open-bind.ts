import type { EntityManager } from 'typeorm';
import { deleteRows, insertRow, updateRows } from '../database/change-rows.js';
import { findRow } from '../database/find-rows.js';
import { ReadAgain } from '../database/read-again.js';
import { ServiceBindingEntity } from '../entities/service-binding.entity.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { hostOf } from '../instances/instance-rows.js';
import { findLiving, insertOperation, toOperation } from '../operations/operation-rows.js';
import type { StoreContext } from '../store-context.js';
import { toBinding, toNewRow } from './binding-rows.js';
import type { NewBinding, OpenedBind } from './service-binding.types.js';

/** The transaction behind `ServiceBindingStore.openBind`. */
export async function openBind(manager: EntityManager, context: StoreContext, wanted: NewBinding): Promise<OpenedBind> {
  const hostId = await touchServedInstance(manager, wanted.instanceId);
  const ready = hostId !== undefined;
  const existing = await findRow(manager, ServiceBindingEntity, { id: wanted.bindingId });
  if (existing !== null && !mayReplace(existing, wanted, ready))
    return describeExisting(manager, context, existing, wanted);
  if (!ready) return refuse(manager, wanted.instanceId);
  if (existing !== null) await deleteRows(manager, ServiceBindingEntity, { where: { id: existing.id } });
  const row = { ...toNewRow(wanted, context.box), createdAt: () => context.nowMs };
  await insertRow(manager, ServiceBindingEntity, row);
  const target = { kind: 'bind', hostId, instanceId: wanted.instanceId, bindingId: wanted.bindingId } as const;
  return { outcome: 'opened', operation: await insertOperation(manager, context, target, wanted.operation) };
}

/** First statement of the transaction: it puts this one and a deprovision in order, on all databases. */
async function touchServedInstance(manager: EntityManager, instanceId: string): Promise<string | undefined> {
  const served = { where: { id: instanceId, state: 'ready' }, condition: "health IN ('ok', 'degraded')" };
  const touched = await updateRows(manager, ServiceInstanceEntity, { version: () => 'version + 1' }, served);
  return touched === 1 ? hostOf(manager, instanceId) : undefined;
}

/** Only a bind that failed and was undone leaves room for another try under its id. */
function mayReplace(existing: ServiceBindingEntity, wanted: NewBinding, ready: boolean): boolean {
  const isSame = existing.instanceId === wanted.instanceId && existing.specHash === wanted.specHash;
  return ready && existing.state === 'failed' && isSame;
}

async function refuse(manager: EntityManager, instanceId: string): Promise<OpenedBind> {
  const instance = await findRow(manager, ServiceInstanceEntity, { id: instanceId });
  if (instance === null || instance.state === 'failed') return { outcome: 'no instance' };
  if (instance.health === 'given up') return { outcome: 'given up' };
  return { outcome: instance.state === 'ready' ? 'lost' : 'busy' };
}

/**
 * An operation of our own is there already when the answer to an earlier COMMIT got lost (failure-model row 7). One that
 * ended between our two reads has changed the row that we read first.
 */
async function describeExisting(
  manager: EntityManager,
  context: StoreContext,
  row: ServiceBindingEntity,
  wanted: NewBinding,
): Promise<OpenedBind> {
  const living = await findLiving(manager, { instanceId: row.instanceId, bindingId: row.id });
  if (living === null && row.state === 'creating') throw new ReadAgain();
  const operation = living === null ? undefined : toOperation(living);
  if (operation?.operationId === wanted.operation.operationId) return { outcome: 'opened', operation };
  return { outcome: 'exists', binding: toBinding(row, context.box), operation };
}
