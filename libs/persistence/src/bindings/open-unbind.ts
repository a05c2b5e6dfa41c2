import type { EntityManager } from 'typeorm';
import { updateRows } from '../database/change-rows.js';
import { findRow, findRows } from '../database/find-rows.js';
import { ServiceBindingEntity } from '../entities/service-binding.entity.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { findLiving, insertOperation, overtake, toOperation } from '../operations/operation-rows.js';
import type { NewOperation } from '../operations/operation.types.js';
import type { StoreContext } from '../store-context.js';
import type { OpenedUnbind } from './service-binding.types.js';

export interface UnbindTarget {
  readonly instanceId: string;
  readonly bindingId: string;
}

/** The transaction behind `ServiceBindingStore.openUnbind`. */
export async function openUnbind(
  manager: EntityManager,
  context: StoreContext,
  target: UnbindTarget,
  operation: NewOperation,
): Promise<OpenedUnbind> {
  const instance = await touchInstance(manager, target.instanceId);
  if ((await exists(manager, target)) && instance?.state === 'deleting') return { outcome: 'busy' };
  if (!(await markDeleting(manager, target))) return { outcome: 'unknown' };
  const living = await findLiving(manager, target);
  if (living === null)
    return {
      outcome: 'opened',
      operation: await insertOperation(
        manager,
        context,
        { kind: 'unbind', hostId: instance?.hostId ?? '', ...target },
        operation,
      ),
    };
  if (living.kind === 'unbind') return { outcome: 'running', operation: toOperation(living) };
  return {
    outcome: 'overtaken',
    operation: await overtake(manager, context, living, { kind: 'unbind', by: operation }),
  };
}

/** Puts this transaction and a deprovision in order, on all databases. */
async function touchInstance(manager: EntityManager, instanceId: string): Promise<ServiceInstanceEntity | null> {
  await updateRows(manager, ServiceInstanceEntity, { version: () => 'version + 1' }, { where: { id: instanceId } });
  return findRow(manager, ServiceInstanceEntity, { id: instanceId });
}

async function exists(manager: EntityManager, { instanceId, bindingId: id }: UnbindTarget): Promise<boolean> {
  const found = await findRows(manager, ServiceBindingEntity, { id, instanceId }, { wanted: ['id'] });
  return found.length > 0;
}

async function markDeleting(manager: EntityManager, { instanceId, bindingId: id }: UnbindTarget): Promise<boolean> {
  const which = { where: { id, instanceId } };
  return (await updateRows(manager, ServiceBindingEntity, { state: 'deleting' }, which)) === 1;
}
