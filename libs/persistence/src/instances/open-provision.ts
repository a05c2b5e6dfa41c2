import type { EntityManager } from 'typeorm';
import { keepMemory } from '../capacity/keep-memory.js';
import { deleteRows, insertRow } from '../database/change-rows.js';
import { findRow } from '../database/find-rows.js';
import { ReadAgain } from '../database/read-again.js';
import { ServiceBindingEntity } from '../entities/service-binding.entity.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { admitToHost } from '../hosts/admit-to-host.js';
import { keepLimits } from '../limits/keep-limits.js';
import { findLiving, insertOperation, toOperation } from '../operations/operation-rows.js';
import type { Operation } from '../operations/operation.types.js';
import { claimPorts } from '../ports/claim-ports.js';
import type { StoreContext } from '../store-context.js';
import { toInstance, toNewRow } from './instance-rows.js';
import { NoRoom } from './no-room.js';
import type { NewInstance, OpenedProvision } from './service-instance.types.js';

/** The transaction behind `ServiceInstanceStore.openProvision`. */
export async function openProvision(
  manager: EntityManager,
  context: StoreContext,
  wanted: NewInstance,
): Promise<OpenedProvision> {
  const existing = await findInTheWay(manager, context, wanted);
  if (existing !== undefined) return existing;
  await keepLimits(manager, wanted);
  return { outcome: 'opened', operation: await insertAll(manager, context, wanted) };
}

type Wanted = Pick<NewInstance, 'instanceId' | 'specHash' | 'operation'>;

/** What has the id already; `undefined`: it is free, perhaps from now on. */
export async function findInTheWay(
  manager: EntityManager,
  context: StoreContext,
  wanted: Wanted,
): Promise<OpenedProvision | undefined> {
  const existing = await findRow(manager, ServiceInstanceEntity, { id: wanted.instanceId });
  if (existing !== null && !mayReplace(existing, wanted)) return describeExisting(manager, context, existing, wanted);
  if (existing !== null) await forget(manager, existing.id);
  return undefined;
}

/** Only a creation that failed and was undone leaves room for another try under its id. */
function mayReplace(existing: ServiceInstanceEntity, wanted: Wanted): boolean {
  return existing.state === 'failed' && existing.specHash === wanted.specHash;
}

/**
 * An operation of our own is there already when the answer to an earlier COMMIT got lost (failure-model row 7). One that
 * ended between our two reads has changed the row that we read first.
 */
async function describeExisting(
  manager: EntityManager,
  context: StoreContext,
  row: ServiceInstanceEntity,
  wanted: Wanted,
): Promise<OpenedProvision> {
  const living = await findLiving(manager, { instanceId: row.id });
  if (living === null && row.state === 'creating') throw new ReadAgain();
  const operation = living === null ? undefined : toOperation(living);
  if (operation?.operationId === wanted.operation.operationId) return { outcome: 'opened', operation };
  return { outcome: 'exists', instance: toInstance(row, context.box), operation };
}

async function forget(manager: EntityManager, instanceId: string): Promise<void> {
  await deleteRows(manager, ServiceBindingEntity, { where: { instanceId } });
  await deleteRows(manager, ServiceInstanceEntity, { where: { id: instanceId } });
}

async function insertAll(manager: EntityManager, context: StoreContext, wanted: NewInstance): Promise<Operation> {
  const { nowMs, box } = context;
  await keepMemory(manager, wanted);
  if (!(await admitToHost(manager, wanted.hostId))) throw new NoRoom();
  await insertInstance(manager, context, toNewRow({ ...wanted, memoryBytes: wanted.memory.bytes }, box));
  if ((await claimPorts(manager, nowMs, wanted, wanted.ports)) === undefined) throw new NoRoom();
  const target = { kind: 'provision', instanceId: wanted.instanceId, hostId: wanted.hostId } as const;
  return insertOperation(manager, context, target, wanted.operation);
}

type NewRow = ReturnType<typeof toNewRow> &
  Partial<Pick<ServiceInstanceEntity, 'sharedIn' | 'houseKey'>> & { readonly acknowledgedAt?: () => string };

export async function insertInstance(manager: EntityManager, { nowMs }: StoreContext, row: NewRow): Promise<void> {
  await insertRow(manager, ServiceInstanceEntity, { ...row, createdAt: () => nowMs });
}
