import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import { sealResult, toNewRow as toBindingRow } from '../bindings/binding-rows.js';
import type { Database } from '../database/database.js';
import { AuditEntryEntity } from '../entities/audit-entry.entity.js';
import { HostEntity } from '../entities/host.entity.js';
import { OperationEntity } from '../entities/operation.entity.js';
import { PortClaimEntity } from '../entities/port-claim.entity.js';
import { ServiceBindingEntity } from '../entities/service-binding.entity.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { toColumns } from '../hosts/host-rows.js';
import { toHostId } from '../hosts/host-rules.js';
import { toNewRow } from '../instances/instance-rows.js';
import type { SecretBox } from '../secrets/secret-box.js';
import { aBinding, aHost, anInstance, aResult } from './builders.js';

export interface Filling {
  /** What ids begin with; an own one for each filling. */
  readonly name: string;
  readonly hosts: number;
  /** Each with a port, a binding, and two operations that have ended and are in the audit trail. */
  readonly instances: number;
  /** Of an organization. */
  readonly instancesPerOrganization?: number;
}

interface Place {
  readonly database: Database;
  readonly box: SecretBox;
}

/** Rows of one statement; the least of what the three drivers take is 32,766 parameters. */
const CHUNK = 250;
/** Instances of one transaction. */
const COMMIT = 1_000;
const FIRST_PORT = 20_000;
const PORTS = 40_000;
const MEMORY_BYTES = 64 * 2 ** 20;
const HOUR_MS = 3_600_000;
const BINDINGS = '/v2/service_instances/:instanceId/service_bindings';
/** Hosts whose pass is due at a moment. */
const MOST_DUE = 10;

/** A database as it is after years, by many rows at once instead of by orders: some 20 s for 100,000 instances. */
export async function fillDatabase(place: Place, filling: Filling): Promise<readonly string[]> {
  const { name, hosts, instances, instancesPerOrganization = 100 } = filling;
  const hostIds = await fillHosts(place.database, { hosts, addressOf: (number) => `${name}-${number}` });
  const toLot = (number: number): Lot => ({
    hostId: hostIds[number % hosts] ?? '',
    hostPort: FIRST_PORT + Math.floor(number / hosts),
    organizationGuid: `org-${Math.floor(number / instancesPerOrganization)}`,
  });
  for (let first = 0; first < instances; first += COMMIT) {
    const numbers = Array.from({ length: Math.min(COMMIT, instances - first) }, (_, index) => first + index);
    await insertLives(
      place.database,
      numbers.map((number) => toLife(place.box, `${name}-${number}`, toLot(number))),
    );
  }
  return hostIds;
}

/** Hosts alone, which have pinged just now; their ids. A second for 10,000. */
export async function fillHosts(
  database: Database,
  { hosts, addressOf }: { readonly hosts: number; readonly addressOf: (number: number) => string },
): Promise<readonly string[]> {
  const nowMs = (): string => database.dialect.nowMs;
  const reports = Array.from({ length: hosts }, (_, index) =>
    aHost({
      dockerHost: addressOf(index),
      portMin: FIRST_PORT,
      portMax: FIRST_PORT + PORTS - 1,
      keepAliveSeconds: 86_400,
    }),
  );
  const rows = reports.map((report, index) => ({
    ...{ id: toHostId(report), ...toColumns(report), lastPing: nowMs },
    reconcileAt: index < MOST_DUE ? 0 : Date.now() + HOUR_MS,
  }));
  await database.transaction('fill', (manager) => insertRows(manager, HostEntity, rows));
  return rows.map(({ id }) => id);
}

interface Lot {
  readonly hostId: string;
  readonly hostPort: number;
  readonly organizationGuid: string;
}

type Life = ReturnType<typeof toLife>;

/** The rows of an instance that was ordered and bound a while ago. */
function toLife(box: SecretBox, instanceId: string, { hostId, hostPort, organizationGuid }: Lot) {
  const request = { parameters: {}, context: {}, organizationGuid, spaceGuid: 'space' };
  const containerName = `osb-${instanceId}`;
  const binding = aBinding(instanceId, { bindingId: `bound-${instanceId}` });
  const createdAt = Date.now() - HOUR_MS - hostPort;
  const known = { state: 'ready', createdAt };
  return {
    instance: {
      ...toNewRow({ ...anInstance(hostId, { instanceId, request, containerName }), memoryBytes: MEMORY_BYTES }, box),
      ...known,
      acknowledgedAt: createdAt,
      containerId: `container-${instanceId}`,
    },
    claim: { hostId, hostPort, protocol: 'tcp', instanceId, containerPort: 6379, untilAt: null },
    binding: {
      ...toBindingRow(binding, box),
      ...sealResult(binding.bindingId, aResult({ uri: 'redis://' }), box),
      ...known,
    },
    operations: [
      toEnded({ id: `p-${instanceId}`, kind: 'provision', instanceId, hostId, createdAt }),
      toEnded({ id: `b-${instanceId}`, kind: 'bind', instanceId, hostId, createdAt, bindingId: binding.bindingId }),
    ],
    entries: [
      toEntry({ id: `p-${instanceId}`, instanceId, at: createdAt, route: '/v2/service_instances/:instanceId' }),
      toEntry({ id: `b-${instanceId}`, instanceId, at: createdAt + 1, route: `${BINDINGS}/:bindingId` }),
    ],
  };
}

function toEntry(
  known: Pick<AuditEntryEntity, 'id' | 'instanceId' | 'at' | 'route'>,
): QueryDeepPartialEntity<AuditEntryEntity> {
  const who = { broker: 'filled', role: 'platform', caller: 'platform', address: '192.0.2.1' };
  return { ...who, method: 'PUT', subject: '{}', status: 201, requestId: 'filled', requests: 1, ...known };
}

function toEnded(
  known: Pick<OperationEntity, 'id' | 'kind' | 'instanceId' | 'hostId' | 'createdAt'> & Partial<OperationEntity>,
): Partial<OperationEntity> {
  const done = { state: 'succeeded', mode: 'forward', step: 'done', description: 'done' };
  return { ...done, epoch: 1, attempts: 0, requestId: 'filled', updatedAt: known.createdAt, ...known };
}

async function insertLives(database: Database, lives: readonly Life[]): Promise<void> {
  await database.transaction('fill', async (manager) => {
    await insertRows(
      manager,
      ServiceInstanceEntity,
      lives.map(({ instance }) => instance),
    );
    await insertRows(
      manager,
      PortClaimEntity,
      lives.map(({ claim }) => claim),
    );
    await insertRows(
      manager,
      ServiceBindingEntity,
      lives.map(({ binding }) => binding),
    );
    await insertRows(
      manager,
      OperationEntity,
      lives.flatMap(({ operations }) => operations),
    );
    await insertRows(
      manager,
      AuditEntryEntity,
      lives.flatMap(({ entries }) => entries),
    );
  });
}

async function insertRows<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  rows: readonly QueryDeepPartialEntity<Row>[],
): Promise<void> {
  for (let first = 0; first < rows.length; first += CHUNK) {
    const values = rows.slice(first, first + CHUNK);
    await manager.createQueryBuilder().insert().into(entity).values(values).updateEntity(false).execute();
  }
}
