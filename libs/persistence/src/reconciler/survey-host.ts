import type { EntityManager } from 'typeorm';
import { HostEntity } from '../entities/host.entity.js';
import { OperationEntity } from '../entities/operation.entity.js';
import { OrphanEntity } from '../entities/orphan.entity.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { nameGeneration } from '../instances/name-generation.js';
import type { InstanceHealth, InstanceState } from '../instances/service-instance.types.js';
import { FencedError } from '../persistence.errors.js';
import type { HostRecords, InstanceRecord, KnownOrphan, NamedOwners, ResourceKind } from './host-pass.types.js';
import { readTombstones } from './read-tombstones.js';

type InstanceRow = Pick<ServiceInstanceEntity, (typeof COLUMNS)[number]>;
const COLUMNS = [
  'id',
  'hostId',
  'state',
  'health',
  'containerName',
  'generation',
  'containerId',
  'restarts',
  'restartAt',
] as const;

/** The reads behind `HostPassStore.survey`. Nothing sealed is opened: a host is looked after without the secrets. */
export async function surveyHost(
  manager: EntityManager,
  nowMs: string,
  hostId: string,
  { instanceIds, operationIds }: NamedOwners,
): Promise<HostRecords> {
  const tombstones = await readTombstones(manager, operationIds);
  const busyInstanceIds = await findBusy(manager);
  const { host, now } = await readHost(manager, nowMs, hostId);
  const instances = await findInstances(manager, hostId, instanceIds);
  const orphans = await manager.findBy(OrphanEntity, { hostId });
  return {
    portRange: { min: host.portMin, max: host.portMax },
    instances: instances.map((row) => toRecord(row, now)),
    busyInstanceIds,
    tombstones,
    knownOrphans: orphans.map((row) => toKnown(row, now)),
  };
}

async function readHost(
  manager: EntityManager,
  nowMs: string,
  hostId: string,
): Promise<{ readonly host: HostEntity; readonly now: number }> {
  const { entities, raw } = await manager
    .createQueryBuilder(HostEntity, 'h')
    .addSelect(nowMs, 'now_ms')
    .where('h.id = :hostId', { hostId })
    .getRawAndEntities<{ now_ms: string | number }>();
  const [host] = entities;
  if (host === undefined) throw new FencedError('The host of this pass has been removed.');
  return { host, now: Number(raw[0]?.now_ms) };
}

/** Of all that have ended the key is NULL: this asks the index for those that live. */
async function findBusy(manager: EntityManager): Promise<ReadonlySet<string>> {
  const rows = await manager
    .createQueryBuilder(OperationEntity, 'o')
    .select('o.instance_id', 'id')
    .where("o.live_key > '' AND o.binding_id IS NULL")
    .getRawMany<{ id: string }>();
  return new Set(rows.map(({ id }) => id));
}

function findInstances(manager: EntityManager, hostId: string, ids: readonly string[]): Promise<InstanceRow[]> {
  const query = manager
    .createQueryBuilder(ServiceInstanceEntity, 'i')
    .select(COLUMNS.map((column) => `i.${column}`))
    .where('i.host_id = :hostId', { hostId });
  if (ids.length > 0) query.orWhere('i.id IN (:...ids)', { ids });
  return query.getMany();
}

function toRecord(row: InstanceRow, now: number): InstanceRecord {
  return {
    instanceId: row.id,
    hostId: row.hostId,
    state: row.state as InstanceState,
    health: row.health as InstanceHealth,
    containerName: nameGeneration(row.containerName, row.generation),
    containerId: row.containerId ?? undefined,
    restarts: row.restarts,
    restartInMs: row.restartAt - now,
  };
}

function toKnown({ kind, resourceId, firstSeen }: OrphanEntity, now: number): KnownOrphan {
  return { kind: kind as ResourceKind, resourceId, knownForMs: now - firstSeen };
}
