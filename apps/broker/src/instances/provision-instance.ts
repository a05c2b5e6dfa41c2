import { Injectable } from '@nestjs/common';
import { type Operation, ServiceInstanceStore } from '#persistence';
import type { ServiceDefinition } from '../catalog/service-definition.types.js';
import { AsyncRequiredError, BrokerFailedError, ConcurrencyError, ConflictError } from '../osb/osb.errors.js';
import { SettleOperation } from '../osb/settle-operation.js';
import { hashSpec } from './hash-spec.js';
import { decideRepeatedProvision } from './decide-repeated-provision.js';
import type { InstanceOrder } from './instance-order.types.js';
import { InstanceOrders } from './instance-orders.js';
import { StaticDashboards } from './static-dashboards.js';

export interface ProvisionInput extends InstanceOrder {
  readonly acceptsIncomplete: boolean;
}

export type ProvisionOutcome =
  | { readonly outcome: 'created' | 'existing'; readonly dashboardUrl: string | undefined }
  | { readonly outcome: 'accepted'; readonly operation: Operation; readonly dashboardUrl: string | undefined };

/** PUT of an instance: stored first, done then; the same request again finds what the first one began. */
@Injectable()
export class ProvisionInstance {
  constructor(
    private readonly orders: InstanceOrders,
    private readonly dashboards: StaticDashboards,
    private readonly instances: ServiceInstanceStore,
    private readonly settle: SettleOperation,
  ) {}

  async execute(input: ProvisionInput): Promise<ProvisionOutcome> {
    const opened = await this.orders.open(input);
    if (opened.outcome === 'opened') return this.finish(input, opened.operation, 'created');
    const { instance, operation } = opened;
    switch (decideRepeatedProvision(instance, operation, hashSpec(input))) {
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

  private async finish(
    input: ProvisionInput,
    operation: Operation,
    success: 'created' | 'existing',
  ): Promise<ProvisionOutcome> {
    const settled = await this.settle.execute(operation, input.acceptsIncomplete);
    if (settled.outcome === 'failed') throw new BrokerFailedError(settled.description);
    if (settled.outcome === 'in progress') {
      if (input.acceptsIncomplete) return this.accept(input, settled.operation);
      return success === 'created' ? this.takeBack(input) : this.comeAgain();
    }
    const instance = await this.instances.find(input.instanceId);
    return { outcome: success, dashboardUrl: instance?.dashboardUrl };
  }

  private async accept({ instanceId }: ProvisionInput, operation: Operation): Promise<ProvisionOutcome> {
    const instance = await this.instances.find(instanceId);
    const definition = instance?.definition as ServiceDefinition | undefined;
    const dashboardUrl =
      instance === undefined || definition === undefined ? undefined : await this.dashboards.find(definition, instance);
    return { outcome: 'accepted', operation, dashboardUrl };
  }

  /** A platform that cannot poll must not be left with half an instance. */
  private async takeBack(input: ProvisionInput): Promise<never> {
    const opened = await this.instances.openDeprovision(input.instanceId, this.settle.newDeletion(input));
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
