import type { EntityManager } from 'typeorm';
import { findRows } from '../database/find-rows.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { toOwnerKeys } from '../limits/to-owner-keys.js';
import type { SecretBox, SecretPlace } from '../secrets/secret-box.js';
import { nameGeneration } from './name-generation.js';
import type {
  InstanceHealth,
  InstanceRequest,
  InstanceState,
  InstanceTarget,
  MadeContainer,
  NewInstance,
  ServiceInstance,
} from './service-instance.types.js';

function place(column: string, rowId: string): SecretPlace {
  return { table: 'service_instance', column, rowId };
}

export function toInstance(row: ServiceInstanceEntity, box: SecretBox): ServiceInstance {
  return {
    ...toOpenColumns(row),
    request: openRequest(row, box),
    definition: openDefinition(row, box),
    target: openTarget(row, box),
    dashboardUrl: row.dashboardUrlSealed === null ? undefined : openDashboardUrl(row.id, row.dashboardUrlSealed, box),
  };
}

/** Of a row that does not open (T18): a plan of which nothing is known, and nobody's order. */
export function toInstanceWithoutSecrets(row: ServiceInstanceEntity): ServiceInstance {
  const { serviceName: name, planName: plan } = row;
  return {
    ...toOpenColumns(row),
    request: { parameters: {}, context: {}, organizationGuid: '', spaceGuid: '' },
    definition: { name, plan, containerName: '' },
    target: undefined,
    dashboardUrl: undefined,
  };
}

function toOpenColumns(
  row: ServiceInstanceEntity,
): Omit<ServiceInstance, 'request' | 'definition' | 'target' | 'dashboardUrl'> {
  return {
    instanceId: row.id,
    serviceName: row.serviceName,
    planName: row.planName,
    specHash: row.specHash,
    hostId: row.hostId,
    baseName: row.containerName,
    generation: row.generation,
    containerName: nameGeneration(row.containerName, row.generation),
    containerId: row.containerId ?? undefined,
    imageId: row.imageId ?? undefined,
    imageVersion: row.imageVersion ?? undefined,
    volumePaths: row.volumePaths === null ? undefined : (JSON.parse(row.volumePaths) as string[]),
    state: row.state as InstanceState,
    health: row.health as InstanceHealth,
    moves: row.moves,
    sharedIn: row.sharedIn ?? undefined,
    isHouse: row.houseKey !== null,
  };
}

/** Columns that the database fills in a new row. */
type ByItself =
  | 'createdAt'
  | 'health'
  | 'restarts'
  | 'restartAt'
  | 'moves'
  | 'acknowledgedAt'
  | 'generation'
  | 'sharedIn'
  | 'houseKey'
  | 'emptySince';

export function toNewRow(
  instance: Omit<NewInstance, 'ports' | 'operation' | 'limits' | 'memory'> & { readonly memoryBytes: number },
  box: SecretBox,
): Omit<ServiceInstanceEntity, ByItself> {
  const { instanceId } = instance;
  return {
    id: instanceId,
    serviceName: instance.serviceName,
    planName: instance.planName,
    specHash: instance.specHash,
    ...sealAttributes(instanceId, instance, box),
    ...toOwnerKeys(instance.request),
    hostId: instance.hostId,
    containerName: instance.containerName,
    containerId: null,
    imageId: null,
    imageVersion: null,
    imageDigest: null,
    volumePaths: null,
    targetSealed: null,
    targetPlanName: null,
    memoryBytes: instance.memoryBytes,
    targetMemoryBytes: null,
    state: 'creating',
    dashboardUrlSealed: null,
    version: 0,
  };
}

export function toContainerColumns({
  imageVersion,
  imageDigest,
  ...made
}: MadeContainer): Partial<ServiceInstanceEntity> {
  const image = { imageVersion: imageVersion ?? null, imageDigest: imageDigest ?? null };
  return { ...made, ...image, volumePaths: JSON.stringify(made.volumePaths) };
}

/** After an update, whichever way it ended. */
export const READY = { state: 'ready', targetSealed: null, targetPlanName: null, targetMemoryBytes: null };

/** After a creation that was undone: it has no container, and no seat in one. */
export const FAILED = { state: 'failed', containerId: null, sharedIn: null };

/** What the platform asked for, and what its plan says: both may hold secrets. */
export function sealAttributes(
  instanceId: string,
  { request, definition }: Pick<ServiceInstance, 'request' | 'definition'>,
  box: SecretBox,
): { readonly requestSealed: string; readonly definitionSealed: string } {
  return {
    requestSealed: sealRequest(instanceId, request, box),
    definitionSealed: box.sealJson(definition, place('definition', instanceId)),
  };
}

export function sealRequest(instanceId: string, request: InstanceRequest, box: SecretBox): string {
  return box.sealJson(request, place('request', instanceId));
}

export function openRequest(
  { id, requestSealed }: Pick<ServiceInstanceEntity, 'id' | 'requestSealed'>,
  box: SecretBox,
): InstanceRequest {
  return box.openJson(requestSealed, place('request', id)) as InstanceRequest;
}

export function openDefinition(
  { id, definitionSealed }: Pick<ServiceInstanceEntity, 'id' | 'definitionSealed'>,
  box: SecretBox,
): unknown {
  return box.openJson(definitionSealed, place('definition', id));
}

export function sealTarget(instanceId: string, target: InstanceTarget, box: SecretBox): string {
  return box.sealJson(target, place('target', instanceId));
}

export function openTarget(
  { id, targetSealed }: Pick<ServiceInstanceEntity, 'id' | 'targetSealed'>,
  box: SecretBox,
): InstanceTarget | undefined {
  return targetSealed === null ? undefined : (box.openJson(targetSealed, place('target', id)) as InstanceTarget);
}

/** Dashboard URLs may carry a login. */
export function sealDashboardUrl(instanceId: string, url: string, box: SecretBox): string {
  return box.seal(url, place('dashboard_url', instanceId));
}

function openDashboardUrl(instanceId: string, sealed: string, box: SecretBox): string {
  return box.open(sealed, place('dashboard_url', instanceId));
}

export async function hostOf(manager: EntityManager, instanceId: string): Promise<string> {
  const [row] = await findRows(manager, ServiceInstanceEntity, { id: instanceId }, { wanted: ['hostId'] });
  if (row === undefined) throw new Error(`There is no instance ${instanceId}.`);
  return row.hostId;
}
