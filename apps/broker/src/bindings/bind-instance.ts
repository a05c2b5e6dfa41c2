import { Injectable } from '@nestjs/common';
import {
  type BindingResult,
  type OpenedBind,
  type Operation,
  type ServiceBinding,
  ServiceBindingStore,
  ServiceInstanceStore,
} from '#persistence';
import { GIVEN_UP } from '../osb/given-up.js';
import { termsOf } from '../operations/binding-terms.types.js';
import {
  AsyncRequiredError,
  BrokerFailedError,
  ConcurrencyError,
  ConflictError,
  NotFoundError,
  UnprocessableError,
} from '../osb/osb.errors.js';
import { SettleOperation } from '../osb/settle-operation.js';
import { type BindingOrder, BindingOrders, DIFFERS } from './binding-orders.js';
import { decideRepeatedBind } from './decide-repeated-bind.js';
import { hashWish } from './hash-wish.js';

export interface BindInput extends BindingOrder {
  readonly acceptsIncomplete: boolean;
}

export type BindOutcome =
  | ({ readonly outcome: 'created' | 'existing' } & BindingResult)
  | { readonly outcome: 'accepted'; readonly operation: Operation };

/** A request, and whether what it asks for can be fetched later on. */
interface Ask extends BindInput {
  readonly isRetrievable: boolean;
}

type ExistingBind = Extract<OpenedBind, { outcome: 'exists' }>;

const LOST = 'The container of the instance is lost. Delete the instance, or ask the operator.';

/** PUT of a binding: stored first, done then; the same request again finds what the first one began. */
@Injectable()
export class BindInstance {
  constructor(
    private readonly orders: BindingOrders,
    private readonly instances: ServiceInstanceStore,
    private readonly bindings: ServiceBindingStore,
    private readonly settle: SettleOperation,
  ) {}

  async execute(input: BindInput): Promise<BindOutcome> {
    const instance = await this.instances.find(input.instanceId);
    const opened = await this.orders.open(input, instance);
    const isRetrievable = instance === undefined || termsOf(instance).bindingsRetrievable !== false;
    const ask = { ...input, isRetrievable };
    if (opened.outcome === 'opened') return this.finish(ask, opened.operation, 'created');
    if (opened.outcome === 'exists') return this.repeat(ask, opened);
    return this.refuse(opened.outcome);
  }

  private async repeat(ask: Ask, { binding, operation }: ExistingBind): Promise<BindOutcome> {
    switch (decideRepeatedBind(binding, operation, { instanceId: ask.instanceId, specHash: hashWish(ask) })) {
      case 'existing':
        return { outcome: 'existing', ...resultOf(binding) };
      case 'wait':
        return operation === undefined ? this.busy() : this.finish(ask, operation, 'existing');
      case 'conflict':
        throw new ConflictError(DIFFERS);
      case 'busy':
        return this.busy();
    }
  }

  /** Where bindings cannot be fetched, a platform that polls for one never learns its credentials (CCR-21). */
  private async finish(ask: Ask, operation: Operation, success: 'created' | 'existing'): Promise<BindOutcome> {
    const mayPoll = ask.acceptsIncomplete && ask.isRetrievable;
    const settled = await this.settle.execute(operation, mayPoll);
    if (settled.outcome === 'failed') return this.fail(ask, settled.description);
    if (settled.outcome === 'in progress') {
      if (mayPoll) return { outcome: 'accepted', operation: settled.operation };
      return success === 'created' ? this.takeBack(ask) : this.comeAgain(ask);
    }
    return { outcome: success, ...resultOf(await this.bindings.find(ask.bindingId)) };
  }

  /** A DELETE of the instance has ended its binds: that is nobody's fault. */
  private async fail({ instanceId }: Ask, description: string): Promise<never> {
    const instance = await this.instances.find(instanceId);
    if (instance === undefined || instance.state === 'deleting')
      throw new ConcurrencyError('The instance is being deleted, its bindings with it.');
    throw new BrokerFailedError(description);
  }

  /** A platform that cannot poll must not be left with a login it does not know. */
  private async takeBack(input: BindInput): Promise<never> {
    const { instanceId, bindingId } = input;
    const opened = await this.bindings.openUnbind(instanceId, bindingId, this.settle.newDeletion(input));
    if (opened.outcome === 'overtaken') void this.settle.overtake(opened.operation, true).catch(() => undefined);
    throw new BrokerFailedError('The binding was not ready in time and is removed; try again.');
  }

  /** What another request began is that one's to take back. */
  private comeAgain({ isRetrievable }: Ask): never {
    if (!isRetrievable) return this.busy();
    throw new AsyncRequiredError(
      'The binding is still being made for an earlier request; ask again with accepts_incomplete=true.',
    );
  }

  private refuse(outcome: 'no instance' | 'lost' | 'given up' | 'busy'): never {
    if (outcome === 'no instance') throw new NotFoundError('The instance does not exist.');
    if (outcome === 'given up') throw new UnprocessableError(GIVEN_UP);
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
