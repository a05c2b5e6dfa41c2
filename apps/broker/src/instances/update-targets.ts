import { Injectable } from '@nestjs/common';
import type { InstanceTarget, MemoryOrder, ServiceInstance } from '#persistence';
import { Catalog } from '../catalog/catalog.port.js';
import { checkParameters } from '../catalog/check-parameters.types.js';
import { toPlanId } from '../catalog/plan-id.types.js';
import type { ServiceDefinition } from '../catalog/service-definition.types.js';
import { checkOwnLog } from '../drains/check-drain.types.js';
import { isShared } from './is-shared.js';
import { MemoryOrders } from './memory-orders.js';
import { StaticDashboards } from './static-dashboards.js';
import type { InstanceWish } from './to-instance-wish.js';
import { toTarget } from './to-target.js';
import { describeConflict } from './describe-conflict.js';
import { isGenerated } from '../operations/instance-definition.types.js';
import { checkParameterEnvironment } from '../operations/parameter-environment.types.js';
import { BadRequestError, MaintenanceInfoConflictError, UpdateRefusedError } from '../osb/osb.errors.js';

interface PlanWish {
  readonly planId: string | undefined;
  readonly version: string | undefined;
}

/** What an instance is to become: which plan it is to have, in which words, and whether it may. */
@Injectable()
export class UpdateTargets {
  constructor(
    private readonly catalog: Catalog,
    private readonly dashboards: StaticDashboards,
    private readonly memory: MemoryOrders,
  ) {}

  /** An instance's own service is fine even when the catalog offers it no longer (CAT-04); else as UPD-01 says. */
  async checkService(serviceId: string, instance: ServiceInstance | undefined): Promise<void> {
    if (instance?.serviceName === serviceId) return;
    if (!(await this.catalog.findAll()).some(({ name }) => name === serviceId))
      throw new BadRequestError(`The catalog has no service ${JSON.stringify(serviceId)}.`);
    if (instance !== undefined) throw new BadRequestError('service_id is not that of the instance.');
  }

  /** No parameters are nothing to check: Cloud Foundry sends `{}` with every PATCH (CFS-09). */
  async find(instance: ServiceInstance, wish: PlanWish & InstanceWish): Promise<InstanceTarget> {
    const definition = await this.choosePlan(instance, wish);
    if (Object.keys(wish.parameters).length > 0) checkParameters(definition, 'update', wish.parameters);
    checkOwnLog(definition, wish.parameters);
    const { bytes: memoryBytes } = this.memory.ofInstance(instance, definition);
    const target = { ...toTarget(instance, definition, wish), memoryBytes };
    checkParameterEnvironment(definition, target.request.parameters);
    const dashboardUrl = await this.dashboards.find(definition, instance);
    return dashboardUrl === undefined ? target : { ...target, dashboardUrl };
  }

  /** What its container is to reserve of its host. */
  memoryOf(instance: ServiceInstance, { definition }: InstanceTarget): MemoryOrder {
    return this.memory.ofInstance(instance, definition as ServiceDefinition);
  }

  /**
   * The plan as the catalog has it now, where the instance gets another one, or maintenance; else as it was when the
   * instance got it.
   */
  private async choosePlan(instance: ServiceInstance, { planId, version }: PlanWish): Promise<ServiceDefinition> {
    const present = instance.definition as ServiceDefinition;
    const { serviceName, planName } = instance;
    const presentId = toPlanId(serviceName, planName);
    if (planId === undefined || planId === presentId)
      return version === undefined || version === instance.imageVersion
        ? present
        : this.findMaintained(instance, version);
    const wanted = await this.catalog.getPlan(serviceName, planId);
    checkPlanChange(present, wanted);
    checkAlone(instance);
    checkSharing(present, wanted);
    return wanted;
  }

  /** The version of the plan that the instance is to have (UPD-14). */
  async checkVersion(
    { serviceName }: ServiceInstance,
    { planName }: Pick<InstanceTarget, 'planName'>,
    version: string | undefined,
  ): Promise<void> {
    if (version === undefined) return;
    const offered = await this.catalog.findVersion(serviceName, toPlanId(serviceName, planName));
    if (offered !== version) throw new MaintenanceInfoConflictError(describeConflict(offered));
  }

  /**
   * Where the catalog has the plan no longer, the check of the version says so. A version that nobody offers is told
   * before a container that others use (UPD-14).
   */
  private async findMaintained(instance: ServiceInstance, version: string): Promise<ServiceDefinition> {
    const { serviceName, planName, sharedIn } = instance;
    if (sharedIn !== undefined) await this.checkVersion(instance, instance, version);
    const planId = toPlanId(serviceName, planName);
    const present = instance.definition as ServiceDefinition;
    const offered = await this.catalog.findAll();
    const isPlan = ({ name, plan }: ServiceDefinition): boolean =>
      name === serviceName && toPlanId(name, plan) === planId;
    const maintained = offered.find(isPlan) ?? present;
    checkContainer(present, maintained);
    checkAlone(instance);
    return maintained;
  }
}

function checkPlanChange(present: ServiceDefinition, wanted: ServiceDefinition): void {
  if (present.planUpdateable === false)
    throw new UpdateRefusedError(
      'The plan of this service cannot be changed. Make an instance of the other plan instead.',
    );
  checkContainer(present, wanted);
}

/** Also of the same plan, which may have been put anew meanwhile: what others use is never stopped. */
function checkContainer(present: ServiceDefinition, wanted: ServiceDefinition): void {
  if (present.containerName !== wanted.containerName)
    throw new UpdateRefusedError(
      'The other plan uses another container, so the data would be lost. Make a new instance.',
    );
  if (isGenerated(present) !== isGenerated(wanted))
    throw new UpdateRefusedError(
      'Instances of the other plan get their login in another way, and this one would lose its own. Make a new instance.',
    );
}

/** Maintenance and other plans want another container, and what others use is not replaced. */
function checkAlone({ sharedIn }: ServiceInstance): void {
  if (sharedIn !== undefined)
    throw new UpdateRefusedError(
      'The instance shares its container with others, so only its parameters can be changed. Make a new instance instead.',
    );
}

/** Nobody moves into a shared container; who had an own one when the plan came to share goes on in it. */
function checkSharing(present: ServiceDefinition, wanted: ServiceDefinition): void {
  if (isShared(wanted) && !isShared(present))
    throw new UpdateRefusedError(
      'Instances of the other plan share containers, so the data would be lost. Make a new instance of it instead.',
    );
}
