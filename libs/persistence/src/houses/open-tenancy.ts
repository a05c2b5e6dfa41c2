import type { EntityManager } from 'typeorm';
import { toNewRow } from '../instances/instance-rows.js';
import { findInTheWay, insertInstance } from '../instances/open-provision.js';
import { keepLimits } from '../limits/keep-limits.js';
import { insertOperation } from '../operations/operation-rows.js';
import type { Operation } from '../operations/operation.types.js';
import type { StoreContext } from '../store-context.js';
import { findSeat, type Seat } from './find-seat.js';
import type { NewTenant, OpenedTenancy } from './house.types.js';
import { type OpenedHouse, openHouse } from './open-house.js';

/** Thrown to undo a transaction that has already made room for another try; never leaves the store. */
export class NoSeat extends Error {}

/** The transaction behind `HouseStore.openTenancy`. */
export async function openTenancy(
  manager: EntityManager,
  context: StoreContext,
  wanted: NewTenant,
): Promise<OpenedTenancy> {
  const existing = await findInTheWay(manager, context, wanted);
  if (existing !== undefined) return existing;
  await keepLimits(manager, wanted);
  const seat = await findSeat(manager, context.nowMs, wanted.tenancy);
  if (seat !== undefined) return { outcome: 'opened', operation: await moveIn(manager, context, wanted, seat) };
  const house = await openNewHouse(manager, context, wanted);
  const operation = await moveIn(manager, context, wanted, house.seat);
  return { outcome: 'opened', operation, house: house.operation };
}

function openNewHouse(manager: EntityManager, context: StoreContext, wanted: NewTenant): Promise<OpenedHouse> {
  if (wanted.newHouse === undefined) throw new NoSeat();
  return openHouse(manager, context, wanted, wanted.newHouse);
}

/** Last of all, since it asks whether the platform still waits. */
async function moveIn(
  manager: EntityManager,
  context: StoreContext,
  wanted: NewTenant,
  { houseId, hostId }: Seat,
): Promise<Operation> {
  const row = toNewRow({ ...wanted, hostId, memoryBytes: 0 }, context.box);
  await insertInstance(manager, context, { ...row, sharedIn: houseId });
  const target = { kind: 'provision', instanceId: wanted.instanceId, hostId } as const;
  return insertOperation(manager, context, target, wanted.operation);
}
