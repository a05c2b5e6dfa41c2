import type { EntityManager } from 'typeorm';
import { OperationEntity } from '../entities/operation.entity.js';
import { PortClaimEntity } from '../entities/port-claim.entity.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { claimPorts, findClaims } from '../ports/claim-ports.js';
import type { HostPorts } from '../ports/port-claim.types.js';
import { NoRoom } from './no-room.js';

interface Move {
  readonly instanceId: string;
  readonly hostId: string;
  readonly operationId: string;
}

/** The transaction behind `ServiceInstanceStore.moveToHost`. */
export async function moveToHost(manager: EntityManager, nowMs: string, move: Move): Promise<HostPorts> {
  const { instanceId, hostId, operationId } = move;
  const wanted = await findClaims(manager, instanceId);
  await manager.delete(PortClaimEntity, { instanceId });
  const change = { hostId, containerId: null, moves: () => 'moves + 1' };
  await manager.update(ServiceInstanceEntity, { id: instanceId }, change);
  await manager.update(OperationEntity, { id: operationId }, { hostId });
  const claimed = await claimPorts(manager, nowMs, { hostId, instanceId }, wanted);
  if (claimed === undefined) throw new NoRoom();
  return claimed;
}
