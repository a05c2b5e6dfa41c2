import { Injectable } from '@nestjs/common';
import {
  type BindingResult,
  type OpenedBind,
  type Operation,
  type ServiceBinding,
  ServiceBindingStore,
  ServiceInstanceStore,
} from '#persistence';
import { Catalog } from '../catalog/catalog.port.js';
import { toPlanId } from '../catalog/plan-id.types.js';
import { fingerprint } from '../osb/fingerprint.js';
import {
  AsyncRequiredError,
  BadRequestError,
  BrokerFailedError,
  ConcurrencyError,
  ConflictError,
  NotFoundError,
} from '../osb/osb.errors.js';
import { type Caller, SettleOperation } from '../osb/settle-operation.js';
import { decideRepeatedBind } from './decide-repeated-bind.js';
import { makeLogin } from './make-login.js';

export interface BindInput extends Caller {
  readonly instanceId: string;
  readonly bindingId: string;
  readonly serviceId: string;
  readonly planId: string;
  /** Absent for service keys. */
  readonly appGuid: string | undefined;
  readonly context: Readonly<Record<string, unknown>>;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly acceptsIncomplete: boolean;
}

export type BindOutcome =
  | ({ readonly outcome: 'created' | 'existing' } & BindingResult)
  | { readonly outcome: 'accepted'; readonly operation: Operation };

const LOST = 'The container of the instance is lost. Delete the instance, or ask the operator.';

/** PUT of a binding: its login is made and stored before the script that uses it runs. */
@Injectable()
export class BindInstance {
  constructor(
    private readonly catalog: Catalog,
    private readonly instances: ServiceInstanceStore,
    private readonly bindings: ServiceBindingStore,
    private readonly settle: SettleOperation,
  ) {}

  async execute(input: BindInput): Promise<BindOutcome> {
    await this.checkPlan(input);
    const opened = await this.open(input);
    if (opened.outcome === 'opened') return this.finish(input, opened.operation, 'created');
    if (opened.outcome !== 'exists') return this.refuse(opened.outcome);
    const { binding, operation } = opened;
    switch (decideRepeatedBind(binding, operation, { instanceId: input.instanceId, specHash: specHashOf(input) })) {
      case 'existing':
        return { outcome: 'existing', ...resultOf(binding) };
      case 'wait':
        return operation === undefined ? this.busy() : this.finish(input, operation, 'existing');
      case 'conflict':
        throw new ConflictError('A binding of this id exists with other attributes.');
      case 'busy':
        return this.busy();
    }
  }

  /** The instance's own plan is fine even when the catalog offers it no longer (CAT-04). */
  private async checkPlan({ instanceId, serviceId, planId }: BindInput): Promise<void> {
    const instance = await this.instances.find(instanceId);
    const isOwn = instance?.serviceName === serviceId && toPlanId(instance.serviceName, instance.planName) === planId;
    if (!isOwn) await this.catalog.getPlan(serviceId, planId);
    if (instance !== undefined && !isOwn)
      throw new BadRequestError('service_id and plan_id are not those of the instance.');
    const definition = instance?.definition as { readonly bindable?: boolean } | undefined;
    if (definition?.bindable === false) throw new BadRequestError('This plan cannot be bound.');
  }

  private open(input: BindInput): Promise<OpenedBind> {
    const { instanceId, bindingId, appGuid, context, parameters } = input;
    return this.bindings.openBind({
      bindingId,
      instanceId,
      appGuid,
      specHash: specHashOf(input),
      request: { parameters, context, login: makeLogin() },
      operation: this.settle.newCreation(input),
    });
  }

  private async finish(input: BindInput, operation: Operation, success: 'created' | 'existing'): Promise<BindOutcome> {
    const settled = await this.settle.execute(operation, input.acceptsIncomplete);
    if (settled.outcome === 'failed') throw new BrokerFailedError(settled.description);
    if (settled.outcome === 'in progress') {
      if (input.acceptsIncomplete) return { outcome: 'accepted', operation: settled.operation };
      return success === 'created' ? this.takeBack(input) : this.comeAgain();
    }
    const binding = await this.bindings.find(input.bindingId);
    return { outcome: success, ...resultOf(binding) };
  }

  /** A platform that cannot poll must not be left with a login it does not know. */
  private async takeBack(input: BindInput): Promise<never> {
    const { instanceId, bindingId } = input;
    const opened = await this.bindings.openUnbind(instanceId, bindingId, this.settle.newDeletion(input));
    if (opened.outcome === 'overtaken') void this.settle.overtake(opened.operation, true).catch(() => undefined);
    throw new BrokerFailedError('The binding was not ready in time and is removed; try again.');
  }

  /** What another request began is that one's to take back. */
  private comeAgain(): never {
    throw new AsyncRequiredError(
      'The binding is still being made for an earlier request; ask again with accepts_incomplete=true.',
    );
  }

  private refuse(outcome: 'no instance' | 'lost' | 'busy'): never {
    if (outcome === 'no instance') throw new NotFoundError('The instance does not exist.');
    if (outcome === 'lost') throw new BrokerFailedError(LOST);
    return this.busy();
  }

  private busy(): never {
    throw new ConcurrencyError('Another operation on this instance or binding is in progress.');
  }
}

function resultOf(binding: ServiceBinding | undefined): BindingResult {
  return { credentials: binding?.credentials ?? {}, extras: binding?.extras ?? {} };
}

function specHashOf({ serviceId, planId, appGuid, parameters }: BindInput): string {
  return fingerprint({ serviceId, planId, appGuid, parameters });
}
