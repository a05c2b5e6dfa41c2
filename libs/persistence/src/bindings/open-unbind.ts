import type { EntityManager } from 'typeorm';
import { findRow } from '../database/find-rows.js';
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
  const exists = await manager.existsBy(ServiceBindingEntity, { id: target.bindingId, instanceId: target.instanceId });
  if (exists && instance?.state === 'deleting') return { outcome: 'busy' };
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
  await manager.update(ServiceInstanceEntity, { id: instanceId }, { version: () => 'version + 1' });
  return findRow(manager, ServiceInstanceEntity, { id: instanceId });
}

async function markDeleting(manager: EntityManager, target: UnbindTarget): Promise<boolean> {
  const { affected } = await manager
    .createQueryBuilder()
    .update(ServiceBindingEntity)
    .set({ state: 'deleting' })
    .where('id = :bindingId AND instance_id = :instanceId', { ...target })
    .execute();
  return affected === 1;
}
