import type { EntityManager } from 'typeorm';
import { keepMemory } from '../capacity/keep-memory.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { admitToHost } from '../hosts/admit-to-host.js';
import { toNewRow } from '../instances/instance-rows.js';
import { NoRoom } from '../instances/no-room.js';
import { insertInstance } from '../instances/open-provision.js';
import { insertOperation } from '../operations/operation-rows.js';
import type { Operation } from '../operations/operation.types.js';
import { claimPorts } from '../ports/claim-ports.js';
import type { StoreContext } from '../store-context.js';
import type { Seat } from './find-seat.js';
import { toHouseId } from './house-id.js';
import type { NewHouse, NewTenant } from './house.types.js';

export interface OpenedHouse {
  readonly seat: Seat;
  readonly operation: Operation;
}

/** No platform asked for it. */
const NO_REQUEST = { parameters: {}, context: {}, organizationGuid: '', spaceGuid: '' };

/** A container for this tenant and others: an instance like any other, but nobody's order, so nobody needs to be told of it. */
export async function openHouse(
  manager: EntityManager,
  context: StoreContext,
  { tenancy, serviceName, planName, definition }: NewTenant,
  { hostId, ports, memory, operation, nameContainer }: NewHouse,
): Promise<OpenedHouse> {
  const { key } = tenancy;
  const instanceId = toHouseId(key, await findTaken(manager, key));
  await keepMemory(manager, { hostId, instanceId, memory });
  if (!(await admitToHost(manager, hostId))) throw new NoRoom();
  const names = { instanceId, serviceName, planName, containerName: nameContainer(instanceId) };
  const said = { specHash: key, request: NO_REQUEST, definition, hostId, memoryBytes: memory.bytes };
  const row = toNewRow({ ...names, ...said }, context.box);
  await insertInstance(manager, context, { ...row, houseKey: key, acknowledgedAt: () => context.nowMs });
  if ((await claimPorts(manager, context.nowMs, { instanceId, hostId }, ports)) === undefined) throw new NoRoom();
  const target = { kind: 'provision', instanceId, hostId } as const;
  return {
    seat: { houseId: instanceId, hostId },
    operation: await insertOperation(manager, context, target, operation),
  };
}

async function findTaken(manager: EntityManager, key: string): Promise<readonly string[]> {
  const rows = await manager.find(ServiceInstanceEntity, { select: { id: true }, where: { houseKey: key } });
  return rows.map(({ id }) => id);
}
