import { type EntityManager, type FindOptionsWhere, IsNull, Not } from 'typeorm';
import { PlanLockEntity } from '../entities/plan-lock.entity.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import type { InstanceRequest } from '../instances/service-instance.types.js';
import { type InstanceLimits, LIMIT_SCOPES, type LimitScope } from './instance-limits.types.js';
import { LimitReached } from './limit-reached.js';
import { toOwnerKeys } from './to-owner-keys.js';

type Row = FindOptionsWhere<ServiceInstanceEntity>;

interface PlanName {
  readonly serviceName: string;
  readonly planName: string;
}

/** One more instance of a plan. */
export interface LimitedOrder extends PlanName {
  readonly limits: InstanceLimits;
  readonly request: Pick<InstanceRequest, 'organizationGuid' | 'spaceGuid'>;
}

/**
 * Throws `LimitReached` where there may be no more. Counted under a lock of the plan's own, so that whoever else wants
 * one waits until this transaction has ended, and sees what it did (failure-model row 84). Plans without limits take none.
 */
export async function keepLimits(manager: EntityManager, order: LimitedOrder): Promise<void> {
  const scopes = LIMIT_SCOPES.filter((scope) => order.limits[scope] !== undefined);
  if (scopes.length === 0) return;
  await lockPlan(manager, order);
  for (const scope of scopes) await keepLimit(manager, order, scope);
}

/** Two that see no row yet both insert one: the unique key has the second transaction run again. */
async function lockPlan(manager: EntityManager, { serviceName, planName }: PlanName): Promise<void> {
  const plan = { serviceName, planName };
  const { affected } = await manager.update(PlanLockEntity, plan, { version: () => 'version + 1' });
  if (affected === 0) await manager.insert(PlanLockEntity, { ...plan, version: 0 });
}

async function keepLimit(manager: EntityManager, order: LimitedOrder, scope: LimitScope): Promise<void> {
  const most = order.limits[scope] ?? Infinity;
  if ((await countInstances(manager, order, scope)) >= most) throw new LimitReached({ scope, most });
}

/** An instance on its way to another plan counts for both, since nobody knows yet which one it will have. */
function countInstances(manager: EntityManager, order: LimitedOrder, scope: LimitScope): Promise<number> {
  const { serviceName, planName } = order;
  const counted = { serviceName, ...toFilter(order, scope), ...IS_COUNTED };
  return manager.countBy(ServiceInstanceEntity, [
    { ...counted, planName },
    { ...counted, targetPlanName: planName },
  ]);
}

/** What failed and was undone has nothing any more; a house is nobody's order, its tenants are. */
const IS_COUNTED: Row = { state: Not('failed'), houseKey: IsNull() };

function toFilter({ request }: LimitedOrder, scope: LimitScope): Row {
  const { organizationKey, spaceKey } = toOwnerKeys(request);
  if (scope === 'plan') return {};
  return scope === 'organization' ? { organizationKey } : { organizationKey, spaceKey };
}
