import { Injectable } from '@nestjs/common';
import { type OpenedProvision, type Operation, ServiceInstanceStore } from '#persistence';
import { Catalog } from '../catalog/catalog.port.js';
import type { ServiceDefinition } from '../catalog/service-definition.types.js';
import { HostChooser } from '../dispatcher/host-chooser.port.js';
import { nameContainer } from '../operations/container-name.types.js';
import { fingerprint } from '../osb/fingerprint.js';
import {
  AsyncRequiredError,
  BadRequestError,
  BrokerFailedError,
  ConcurrencyError,
  ConflictError,
} from '../osb/osb.errors.js';
import { type Caller, SettleOperation } from '../osb/settle-operation.js';
import { decideRepeatedProvision } from './decide-repeated-provision.js';

export interface ProvisionInput extends Caller {
  readonly instanceId: string;
  readonly serviceId: string;
  readonly planId: string;
  readonly organizationGuid: string;
  readonly spaceGuid: string;
  readonly context: Readonly<Record<string, unknown>>;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly acceptsIncomplete: boolean;
}

export type ProvisionOutcome =
  | { readonly outcome: 'created' | 'existing'; readonly dashboardUrl: string | undefined }
  | { readonly outcome: 'accepted'; readonly operation: Operation };

const MOST_HOSTS_TRIED = 5;

/** PUT of an instance: stored first, done then; the same request again finds what the first one began. */
@Injectable()
export class ProvisionInstance {
  constructor(
    private readonly catalog: Catalog,
    private readonly hosts: HostChooser,
    private readonly instances: ServiceInstanceStore,
    private readonly settle: SettleOperation,
  ) {}

  async execute(input: ProvisionInput): Promise<ProvisionOutcome> {
    const definition = await this.catalog.getPlan(input.serviceId, input.planId);
    const opened = await this.open(input, definition);
    if (opened.outcome === 'opened') return this.finish(input, opened.operation, 'created');
    const { instance, operation } = opened;
    switch (decideRepeatedProvision(instance, operation, specHashOf(input))) {
      case 'existing':
        return { outcome: 'existing', dashboardUrl: instance.dashboardUrl };
      case 'wait':
        return operation === undefined ? this.busy() : this.finish(input, operation, 'existing');
      case 'conflict':
        throw new ConflictError('An instance of this id exists with other attributes.');
      case 'busy':
        return this.busy();
    }
  }

  /** An id that is taken needs no host, so it is looked up first; the transaction decides. */
  private async open(
    input: ProvisionInput,
    definition: ServiceDefinition,
  ): Promise<Exclude<OpenedProvision, { outcome: 'no room' }>> {
    const taken = await this.instances.find(input.instanceId);
    if (taken !== undefined && taken.state !== 'failed')
      return this.openOn(taken.hostId, input, definition).then(refuseNoRoom);
    const full = new Set<string>();
    while (full.size < MOST_HOSTS_TRIED) {
      const hostId = await this.hosts.choose(definition, full);
      const opened = await this.openOn(hostId, input, definition);
      if (opened.outcome !== 'no room') return opened;
      full.add(hostId);
    }
    return refuseNoRoom({ outcome: 'no room' });
  }

  private openOn(hostId: string, input: ProvisionInput, definition: ServiceDefinition): Promise<OpenedProvision> {
    const { instanceId, parameters, context, organizationGuid, spaceGuid } = input;
    return this.instances.openProvision({
      instanceId,
      serviceName: definition.name,
      planName: definition.plan,
      specHash: specHashOf(input),
      request: { parameters, context, organizationGuid, spaceGuid },
      definition,
      hostId,
      containerName: nameContainer(instanceId),
      ports: definition.containerName === '' ? (definition.ports ?? []).map((port) => ({ port, protocol: 'tcp' })) : [],
      operation: this.settle.newCreation(input),
    });
  }

  private async finish(
    input: ProvisionInput,
    operation: Operation,
    success: 'created' | 'existing',
  ): Promise<ProvisionOutcome> {
    const settled = await this.settle.execute(operation, input.acceptsIncomplete);
    if (settled.outcome === 'failed') throw new BrokerFailedError(settled.description);
    if (settled.outcome === 'in progress') {
      if (input.acceptsIncomplete) return { outcome: 'accepted', operation: settled.operation };
      return success === 'created' ? this.takeBack(input) : this.comeAgain();
    }
    const instance = await this.instances.find(input.instanceId);
    return { outcome: success, dashboardUrl: instance?.dashboardUrl };
  }

  /** A platform that cannot poll must not be left with half an instance. */
  private async takeBack({ instanceId, requestId }: ProvisionInput): Promise<never> {
    const opened = await this.instances.openDeprovision(instanceId, this.settle.newDeletion(requestId));
    if (opened.outcome === 'overtaken') void this.settle.overtake(opened.operation, true).catch(() => undefined);
    throw new BrokerFailedError(
      'The instance was not ready in time and is removed; try again with accepts_incomplete=true.',
    );
  }

  /** What another request began is that one's to take back. */
  private comeAgain(): never {
    throw new AsyncRequiredError(
      'The instance is still being made for an earlier request; ask again with accepts_incomplete=true.',
    );
  }

  private busy(): never {
    throw new ConcurrencyError('Another operation on this instance is in progress.');
  }
}

/** What must be the same for a repeated request (PROV-09): not the context, whose names change. */
function specHashOf({ serviceId, planId, parameters, organizationGuid, spaceGuid }: ProvisionInput): string {
  return fingerprint({ serviceId, planId, parameters, organizationGuid, spaceGuid });
}

function refuseNoRoom(opened: OpenedProvision): Exclude<OpenedProvision, { outcome: 'no room' }> {
  if (opened.outcome === 'no room')
    throw new BadRequestError('No capacity: every Docker host is full. Ask the operator for more.');
  return opened;
}
