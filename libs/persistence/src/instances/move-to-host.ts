import { type EntityManager, In, IsNull, Not } from 'typeorm';
import { keepMemory } from '../capacity/keep-memory.js';
import { OperationEntity } from '../entities/operation.entity.js';
import { PortClaimEntity } from '../entities/port-claim.entity.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { admitToHost } from '../hosts/admit-to-host.js';
import { claimPorts, findClaims } from '../ports/claim-ports.js';
import type { HostPorts } from '../ports/port-claim.types.js';
import { NoRoom } from './no-room.js';

interface Move {
  readonly instanceId: string;
  readonly hostId: string;
  readonly operationId: string;
  readonly memoryShare: number;
}

/** The transaction behind `ServiceInstanceStore.moveToHost`. */
export async function moveToHost(manager: EntityManager, nowMs: string, move: Move): Promise<HostPorts> {
  const { instanceId, hostId, operationId } = move;
  const wanted = await findClaims(manager, instanceId);
  await manager.delete(PortClaimEntity, { instanceId });
  const change = { hostId, containerId: null, moves: () => 'moves + 1' };
  await manager.update(ServiceInstanceEntity, { id: instanceId }, change);
  await manager.update(OperationEntity, { id: operationId }, { hostId });
  await moveTenants(manager, instanceId, hostId);
  await keepMemoryThere(manager, move);
  if (!(await admitToHost(manager, hostId))) throw new NoRoom();
  const claimed = await claimPorts(manager, nowMs, { hostId, instanceId }, wanted);
  if (claimed === undefined) throw new NoRoom();
  return claimed;
}

async function keepMemoryThere(manager: EntityManager, { instanceId, hostId, memoryShare }: Move): Promise<void> {
  const { memoryBytes } = await manager.findOneByOrFail(ServiceInstanceEntity, { id: instanceId });
  await keepMemory(manager, { hostId, instanceId, memory: { bytes: memoryBytes ?? 0, share: memoryShare } });
}

/** Who shares its container moves with it, and so does what is to be done for them. */
async function moveTenants(manager: EntityManager, houseId: string, hostId: string): Promise<void> {
  const tenants = await manager.find(ServiceInstanceEntity, { select: { id: true }, where: { sharedIn: houseId } });
  if (tenants.length === 0) return;
  await manager.update(ServiceInstanceEntity, { sharedIn: houseId }, { hostId });
  const instanceId = In(tenants.map(({ id }) => id));
  await manager.update(OperationEntity, { instanceId, liveKey: Not(IsNull()) }, { hostId });
}
