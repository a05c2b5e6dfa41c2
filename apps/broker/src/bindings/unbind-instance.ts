import { Injectable } from '@nestjs/common';
import { type OpenedUnbind, type Operation, ServiceBindingStore, ServiceInstanceStore } from '#persistence';
import { ConcurrencyError, GoneError } from '../osb/osb.errors.js';
import { type DeletionOutcome, toDeletionOutcome } from '../osb/deletion-outcome.js';
import { type Requester, SettleOperation, type Settled } from '../osb/settle-operation.js';

export interface UnbindInput extends Requester {
  readonly instanceId: string;
  readonly bindingId: string;
  readonly acceptsIncomplete: boolean;
}

const LEAVING = 'The instance is being deleted, its bindings with it.';

/** DELETE of a binding, at any time, and again and again. */
@Injectable()
export class UnbindInstance {
  constructor(
    private readonly bindings: ServiceBindingStore,
    private readonly instances: ServiceInstanceStore,
    private readonly settle: SettleOperation,
  ) {}

  async execute(input: UnbindInput): Promise<DeletionOutcome> {
    const { instanceId, bindingId, acceptsIncomplete } = input;
    const opened = await this.bindings.openUnbind(instanceId, bindingId, this.settle.newDeletion(input));
    if (opened.outcome === 'unknown') throw new GoneError('The binding does not exist.');
    if (opened.outcome === 'busy') throw new ConcurrencyError(LEAVING);
    const settled = await this.endWith(instanceId, await this.settleOpened(opened, acceptsIncomplete));
    const stillThere = 'The binding is still being removed and its login may still work';
    return toDeletionOutcome(settled, { acceptsIncomplete, isFirst: opened.outcome !== 'running', stillThere });
  }

  private settleOpened(
    opened: Extract<OpenedUnbind, { operation: Operation }>,
    acceptsIncomplete: boolean,
  ): Promise<Settled> {
    return opened.outcome === 'overtaken'
      ? this.settle.overtake(opened.operation, acceptsIncomplete)
      : this.settle.execute(opened.operation, acceptsIncomplete);
  }

  /** A deletion of the instance has ended its unbinds: that is nobody's fault (DEP-08). */
  private async endWith(instanceId: string, settled: Settled): Promise<Settled> {
    if (settled.outcome !== 'failed') return settled;
    const instance = await this.instances.find(instanceId);
    if (instance?.state === 'deleting') throw new ConcurrencyError(LEAVING);
    return instance === undefined ? { outcome: 'succeeded' } : settled;
  }
}
