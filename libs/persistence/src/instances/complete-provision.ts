import type { EntityManager } from 'typeorm';
import { updateRows } from '../database/change-rows.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { readSharedVersion } from '../houses/read-shared-version.js';
import { endOperation } from '../operations/operation-rows.js';
import type { Claim } from '../operations/operation.types.js';
import type { StoreContext } from '../store-context.js';
import { sealDashboardUrl } from './instance-rows.js';
import type { ProvisionResult } from './service-instance.types.js';

interface Provided extends ProvisionResult {
  readonly instanceId: string;
}

/** The transaction behind `ServiceInstanceStore.completeProvision`. */
export async function completeProvision(
  manager: EntityManager,
  { nowMs, box }: StoreContext,
  claim: Claim,
  { instanceId, dashboardUrl }: Provided,
): Promise<void> {
  const dashboardUrlSealed = dashboardUrl === undefined ? null : sealDashboardUrl(instanceId, dashboardUrl, box);
  await endOperation(manager, nowMs, claim, { state: 'succeeded', description: 'the instance is ready' });
  const version = await readSharedVersion(manager, instanceId);
  const change = { state: 'ready', dashboardUrlSealed, ...version };
  await updateRows(manager, ServiceInstanceEntity, change, { where: { id: instanceId } });
}
