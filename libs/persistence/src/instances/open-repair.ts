import type { EntityManager } from 'typeorm';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { findLiving, insertOperation } from '../operations/operation-rows.js';
import type { NewOperation, Operation } from '../operations/operation.types.js';
import type { StoreContext } from '../store-context.js';
import { hostOf } from './instance-rows.js';

/** The transaction behind `ServiceInstanceStore.openRepair`. */
export async function openRepair(
  manager: EntityManager,
  context: StoreContext,
  instanceId: string,
  operation: NewOperation,
): Promise<Operation | undefined> {
  if (!(await isReady(manager, instanceId)) || (await findLiving(manager, { instanceId })) !== null) return undefined;
  const target = { kind: 'repair', instanceId, hostId: await hostOf(manager, instanceId) } as const;
  return insertOperation(manager, context, target, operation);
}

/** First statement of the transaction: it puts this one and a deprovision in order, on all databases. */
async function isReady(manager: EntityManager, instanceId: string): Promise<boolean> {
  const { affected } = await manager
    .createQueryBuilder()
    .update(ServiceInstanceEntity)
    .set({ version: () => 'version + 1' })
    .where("id = :instanceId AND state = 'ready'", { instanceId })
    .execute();
  return affected === 1;
}
