import { toBinding } from '../bindings/binding-rows.js';
import type { OperationEntity } from '../entities/operation.entity.js';
import { ServiceBindingEntity } from '../entities/service-binding.entity.js';
import type { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { originatorPlace, toOperation } from '../operations/operation-rows.js';
import type { Originator } from '../operations/operation.types.js';
import type { HostPorts } from '../ports/port-claim.types.js';
import type { SecretBox } from '../secrets/secret-box.js';
import { unlessUnreadable } from '../secrets/unless-unreadable.js';
import type { BindingSummary, InstanceSummary, OperationSummary } from './instance-overview.types.js';
import { openRequest } from './instance-rows.js';
import { nameGeneration } from './name-generation.js';
import type { InstanceHealth, InstanceState } from './service-instance.types.js';

/** All that is read of an instance; the other secrets do not even leave the database. */
export const SHOWN_COLUMNS = [
  'id',
  'serviceName',
  'planName',
  'requestSealed',
  'hostId',
  'containerName',
  'generation',
  'imageId',
  'imageVersion',
  'sharedIn',
  'houseKey',
  'imageDigest',
  'state',
  'health',
  'createdAt',
  'acknowledgedAt',
] as const satisfies readonly (keyof ServiceInstanceEntity)[];

export type ShownInstance = Pick<ServiceInstanceEntity, (typeof SHOWN_COLUMNS)[number]>;

/** What serves an instance: its own container, or the one that it shares. */
export interface ShownHome {
  readonly home: Pick<
    ServiceInstanceEntity,
    'containerName' | 'generation' | 'imageId' | 'imageVersion' | 'imageDigest'
  >;
  readonly ports: HostPorts;
}

/** Administrators see an instance that does not open, to delete it (T18). */
const NOTHING_KNOWN = { context: {}, organizationGuid: '', spaceGuid: '' };

export function toInstanceSummary(row: ShownInstance, { home, ports }: ShownHome, box: SecretBox): InstanceSummary {
  const { context, organizationGuid, spaceGuid } = unlessUnreadable(() => openRequest(row, box), NOTHING_KNOWN);
  return {
    instanceId: row.id,
    serviceName: row.serviceName,
    planName: row.planName,
    state: row.state as InstanceState,
    health: row.health as InstanceHealth,
    hostId: row.hostId,
    containerName: nameGeneration(home.containerName, home.generation),
    imageId: home.imageId ?? undefined,
    imageVersion: home.imageVersion ?? undefined,
    imageDigest: home.imageDigest ?? undefined,
    sharedIn: row.sharedIn ?? undefined,
    isHouse: row.houseKey !== null,
    ports,
    createdAt: row.createdAt,
    acknowledgedAt: row.acknowledgedAt ?? undefined,
    context,
    organizationGuid,
    spaceGuid,
  };
}

export function toBindingSummary(row: ServiceBindingEntity, box: SecretBox): BindingSummary {
  const request = unlessUnreadable(() => toBinding(withoutCredentials(row), box).request, undefined);
  const { bindResource, predecessorId } = request ?? {};
  return {
    bindingId: row.id,
    appGuid: row.appGuid ?? undefined,
    state: row.state as BindingSummary['state'],
    ...(bindResource === undefined ? {} : { bindResource }),
    ...(predecessorId === undefined ? {} : { predecessorId }),
    createdAt: row.createdAt,
  };
}

/** They stay sealed. */
function withoutCredentials(row: ServiceBindingEntity): ServiceBindingEntity {
  return Object.assign(new ServiceBindingEntity(), row, { credentialsSealed: null, extrasSealed: null });
}

export function toOperationSummary(row: OperationEntity, box: SecretBox): OperationSummary {
  const { createdAt, updatedAt } = row;
  return { ...toOperation(row), originator: openOriginator(row, box), createdAt, updatedAt };
}

function openOriginator({ id, originatorSealed }: OperationEntity, box: SecretBox): Originator | undefined {
  if (originatorSealed === null) return undefined;
  return unlessUnreadable(() => box.openJson(originatorSealed, originatorPlace(id)) as Originator, undefined);
}
