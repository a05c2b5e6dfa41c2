import { type EntityManager, In, Not } from 'typeorm';
import { OperationEntity } from '../entities/operation.entity.js';
import type { OrphanEntity } from '../entities/orphan.entity.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { nameGeneration } from '../instances/name-generation.js';
import type { ResourceKind } from './host-pass.types.js';
import type { Orphan } from './orphan.types.js';
import { readTombstones } from './read-tombstones.js';

type Owner = Pick<ServiceInstanceEntity, 'id' | 'hostId' | 'containerName' | 'generation' | 'containerId'>;

/** Rows with all that decides about them. */
export async function toOrphans(manager: EntityManager, rows: readonly OrphanEntity[]): Promise<readonly Orphan[]> {
  if (rows.length === 0) return [];
  const operationIds = rows.flatMap(({ operationId }) => operationId ?? []);
  const instanceIds = [...new Set(rows.map(({ instanceId }) => instanceId))];
  const tombstones = await readTombstones(manager, operationIds);
  const busy = await findBusy(manager, instanceIds);
  const owners = await findOwners(manager, instanceIds);
  return rows.map(({ kind, operationId, ...row }) => ({
    ...row,
    kind: kind as ResourceKind,
    operationId: operationId ?? undefined,
    tombstone: tombstones.get(operationId ?? '') ?? 'unknown',
    isInstanceBusy: busy.has(row.instanceId),
    isOwned: owners.some((owner) => owns(owner, { ...row, kind })),
  }));
}

async function findBusy(manager: EntityManager, instanceIds: readonly string[]): Promise<ReadonlySet<string>> {
  const living = await manager
    .createQueryBuilder(OperationEntity, 'o')
    .select('o.instance_id', 'id')
    .where('o.live_key IS NOT NULL AND o.binding_id IS NULL AND o.instance_id IN (:...instanceIds)', { instanceIds })
    .getRawMany<{ id: string }>();
  return new Set(living.map(({ id }) => id));
}

function findOwners(manager: EntityManager, instanceIds: readonly string[]): Promise<Owner[]> {
  return manager.find(ServiceInstanceEntity, {
    select: { id: true, hostId: true, containerName: true, generation: true, containerId: true },
    where: { id: In([...instanceIds]), state: Not('failed') },
  });
}

function owns(
  owner: Owner,
  { instanceId, hostId, kind, name, resourceId }: Omit<OrphanEntity, 'operationId'>,
): boolean {
  const isOfInstance = owner.id === instanceId && owner.hostId === hostId;
  const containerName = nameGeneration(owner.containerName, owner.generation);
  return isOfInstance && (kind === 'volume' || name === containerName || resourceId === owner.containerId);
}
