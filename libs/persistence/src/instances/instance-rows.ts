import type { EntityManager } from 'typeorm';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import type { SecretBox, SecretPlace } from '../secrets/secret-box.js';
import type {
  InstanceHealth,
  InstanceRequest,
  InstanceState,
  NewInstance,
  ServiceInstance,
} from './service-instance.types.js';

function place(column: string, rowId: string): SecretPlace {
  return { table: 'service_instance', column, rowId };
}

export function toInstance(row: ServiceInstanceEntity, box: SecretBox): ServiceInstance {
  return {
    instanceId: row.id,
    serviceName: row.serviceName,
    planName: row.planName,
    specHash: row.specHash,
    request: box.openJson(row.requestSealed, place('request', row.id)) as InstanceRequest,
    definition: box.openJson(row.definitionSealed, place('definition', row.id)),
    hostId: row.hostId,
    containerName: row.containerName,
    containerId: row.containerId ?? undefined,
    imageId: row.imageId ?? undefined,
    state: row.state as InstanceState,
    health: row.health as InstanceHealth,
    moves: row.moves,
    dashboardUrl: row.dashboardUrlSealed === null ? undefined : openDashboardUrl(row.id, row.dashboardUrlSealed, box),
  };
}

/** Columns that the database fills in a new row. */
type ByItself = 'createdAt' | 'health' | 'restarts' | 'restartAt' | 'moves' | 'acknowledgedAt';

export function toNewRow(
  instance: Omit<NewInstance, 'ports' | 'operation'>,
  box: SecretBox,
): Omit<ServiceInstanceEntity, ByItself> {
  const { instanceId } = instance;
  return {
    id: instanceId,
    serviceName: instance.serviceName,
    planName: instance.planName,
    specHash: instance.specHash,
    requestSealed: box.sealJson(instance.request, place('request', instanceId)),
    definitionSealed: box.sealJson(instance.definition, place('definition', instanceId)),
    hostId: instance.hostId,
    containerName: instance.containerName,
    containerId: null,
    imageId: null,
    state: 'creating',
    dashboardUrlSealed: null,
    version: 0,
  };
}

/** Dashboard URLs may carry a login. */
export function sealDashboardUrl(instanceId: string, url: string, box: SecretBox): string {
  return box.seal(url, place('dashboard_url', instanceId));
}

function openDashboardUrl(instanceId: string, sealed: string, box: SecretBox): string {
  return box.open(sealed, place('dashboard_url', instanceId));
}

export async function hostOf(manager: EntityManager, instanceId: string): Promise<string> {
  const where = { id: instanceId };
  return (await manager.findOneOrFail(ServiceInstanceEntity, { select: { id: true, hostId: true }, where })).hostId;
}
