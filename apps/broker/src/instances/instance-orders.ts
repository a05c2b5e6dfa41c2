import { Injectable } from '@nestjs/common';
import { type OpenedProvision, type ServiceInstance, ServiceInstanceStore } from '#persistence';
import { Catalog } from '../catalog/catalog.port.js';
import { checkParameters } from '../catalog/check-parameters.types.js';
import { toPlanId } from '../catalog/plan-id.types.js';
import type { ServiceDefinition } from '../catalog/service-definition.types.js';
import { HostChooser } from '../dispatcher/host-chooser.port.js';
import { checkOwnLog } from '../drains/check-drain.types.js';
import { checkParameterEnvironment } from '../operations/parameter-environment.types.js';
import { BadRequestError, MaintenanceInfoConflictError } from '../osb/osb.errors.js';
import { describeConflict } from './describe-conflict.js';
import type { InstanceOrder } from './instance-order.types.js';
import { describeLimit } from './instance-limits.js';
import { InstanceIntents } from './instance-intents.js';

type OpenedOrder = Exclude<OpenedProvision, { outcome: 'no room' | 'limit reached' }>;

/** Others may be faster on as many; hosts that are known to be full are not tried. */
const MOST_HOSTS_TRIED = 100;

/** Stores the intent of a new instance, on a host that has room for it. */
@Injectable()
export class InstanceOrders {
  constructor(
    private readonly catalog: Catalog,
    private readonly hosts: HostChooser,
    private readonly instances: ServiceInstanceStore,
    private readonly intents: InstanceIntents,
  ) {}

  /** An id that is taken needs no host, so it is looked up first; the transaction decides. */
  async open(input: InstanceOrder): Promise<OpenedOrder> {
    const taken = await this.instances.find(input.instanceId);
    const definition = await this.findPlan(input, taken);
    if (taken !== undefined && taken.state !== 'failed')
      return acceptOrRefuse(await this.intents.openOn(taken.hostId, input, definition), definition);
    await this.checkVersion(input);
    checkParameters(definition, 'create', input.parameters);
    checkParameterEnvironment(definition, input.parameters);
    checkOwnLog(definition, input.parameters);
    return acceptOrRefuse(await this.openSomewhere(input, definition), definition);
  }

  /** Where instances share containers, a seat that is free needs no room on any host. */
  private async openSomewhere(input: InstanceOrder, definition: ServiceDefinition): Promise<OpenedProvision> {
    const seated = await this.intents.openInPlace(input, definition);
    if (seated !== undefined) return seated;
    const full = new Set<string>();
    while (full.size < MOST_HOSTS_TRIED) {
      const hostId = await this.hosts.choose({ definition, organizationGuid: input.organizationGuid }, full);
      const opened = await this.intents.openOn(hostId, input, definition);
      if (opened.outcome !== 'no room') return opened;
      full.add(hostId);
    }
    return { outcome: 'no room' };
  }

  /** An instance's own plan is fine even when the catalog offers it no longer (CAT-04). */
  private async findPlan(
    { serviceId, planId }: InstanceOrder,
    taken: ServiceInstance | undefined,
  ): Promise<ServiceDefinition> {
    const isOwn = taken?.serviceName === serviceId && toPlanId(taken.serviceName, taken.planName) === planId;
    return isOwn && taken.state !== 'failed'
      ? (taken.definition as ServiceDefinition)
      : this.catalog.getPlan(serviceId, planId);
  }

  /** Of a new instance only: one that is there was made when the catalog said so (PROV-12). */
  private async checkVersion({ serviceId, planId, version }: InstanceOrder): Promise<void> {
    if (version === undefined) return;
    const offered = await this.catalog.findVersion(serviceId, planId);
    if (offered !== version) throw new MaintenanceInfoConflictError(describeConflict(offered));
  }
}

/** Whoever asks for more than there may be is to read that, and to leave nothing to clean up (PROV-17). */
function acceptOrRefuse(opened: OpenedProvision, definition: ServiceDefinition): OpenedOrder {
  if (opened.outcome === 'limit reached') throw new BadRequestError(describeLimit(opened.limit, definition));
  if (opened.outcome === 'no room')
    throw new BadRequestError('No capacity: every Docker host is full. Ask the operator for more.');
  return opened;
}
