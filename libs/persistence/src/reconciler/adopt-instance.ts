import type { EntityManager } from 'typeorm';
import { OrphanEntity } from '../entities/orphan.entity.js';
import { PortClaimEntity } from '../entities/port-claim.entity.js';
import { ServiceBindingEntity } from '../entities/service-binding.entity.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { toNewRow } from '../instances/instance-rows.js';
import { readGeneration } from '../instances/name-generation.js';
import { findLiving } from '../operations/operation-rows.js';
import type { StoreContext } from '../store-context.js';
import type { AdoptedInstance, Adoption } from './orphan.types.js';

/** No request has this fingerprint: a PUT of the same id is told that the instance exists with other attributes. */
const SPEC_HASH = 'adopted';

/** The transaction behind `OrphanStore.adopt`. */
export async function adoptInstance(
  manager: EntityManager,
  context: StoreContext,
  adopted: AdoptedInstance,
): Promise<Adoption> {
  const { hostId, instanceId } = adopted;
  const existing = await manager.findOneBy(ServiceInstanceEntity, { id: instanceId });
  if (existing !== null && isAdopted(existing, adopted)) return { outcome: 'adopted' };
  if (await isTaken(manager, instanceId, existing)) return { outcome: 'instance exists' };
  const taken = await findTaken(manager, adopted);
  if (taken !== undefined) return { outcome: 'port taken', hostPort: taken };
  await manager.delete(ServiceBindingEntity, { instanceId });
  await manager.delete(ServiceInstanceEntity, { id: instanceId });
  await insertInstance(manager, context, adopted);
  for (const { port, hostPort, protocol } of adopted.ports) {
    await manager.delete(PortClaimEntity, { hostId, hostPort, protocol });
    await manager.insert(PortClaimEntity, {
      hostId,
      hostPort,
      protocol,
      instanceId,
      containerPort: port,
      untilAt: null,
    });
  }
  await manager.delete(OrphanEntity, { hostId, instanceId });
  return { outcome: 'adopted' };
}

/** It is there already when the answer to an earlier COMMIT got lost (failure-model row 7). */
function isAdopted({ specHash, containerId }: ServiceInstanceEntity, adopted: AdoptedInstance): boolean {
  return specHash === SPEC_HASH && containerId === adopted.containerId;
}

async function isTaken(
  manager: EntityManager,
  instanceId: string,
  existing: ServiceInstanceEntity | null,
): Promise<boolean> {
  if (existing !== null && existing.state !== 'failed') return true;
  return (await findLiving(manager, { instanceId })) !== null;
}

/** Set aside, as what a stranger holds, is no obstacle: this container is the stranger. */
async function findTaken(
  manager: EntityManager,
  { hostId, instanceId, ports }: AdoptedInstance,
): Promise<number | undefined> {
  for (const { hostPort, protocol } of ports) {
    const claim = await manager.findOneBy(PortClaimEntity, { hostId, hostPort, protocol });
    if (claim !== null && claim.instanceId !== null && claim.instanceId !== instanceId) return hostPort;
  }
  return undefined;
}

async function insertInstance(
  manager: EntityManager,
  { nowMs, box }: StoreContext,
  adopted: AdoptedInstance,
): Promise<void> {
  const request = { parameters: {}, context: {}, organizationGuid: '', spaceGuid: '' };
  const { baseName, generation } = readGeneration(adopted.containerName);
  const row = toNewRow({ ...adopted, containerName: baseName, specHash: SPEC_HASH, request }, box);
  const known = { state: 'ready', containerId: adopted.containerId, generation };
  const times = { createdAt: () => nowMs, acknowledgedAt: () => nowMs };
  await manager
    .createQueryBuilder()
    .insert()
    .into(ServiceInstanceEntity)
    .values({ ...row, ...known, ...times })
    .updateEntity(false)
    .execute();
}
