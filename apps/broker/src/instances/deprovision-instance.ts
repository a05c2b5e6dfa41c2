import { Injectable } from '@nestjs/common';
import { ServiceInstanceStore } from '#persistence';
import { GoneError } from '../osb/osb.errors.js';
import { type DeletionOutcome, toDeletionOutcome } from '../osb/deletion-outcome.js';
import { type Requester, SettleOperation } from '../osb/settle-operation.js';

export interface DeprovisionInput extends Requester {
  readonly instanceId: string;
  readonly acceptsIncomplete: boolean;
}

/** DELETE of an instance, at any time: also while it is being created, after that failed, and again and again (ORP-01). */
@Injectable()
export class DeprovisionInstance {
  constructor(
    private readonly instances: ServiceInstanceStore,
    private readonly settle: SettleOperation,
  ) {}

  async execute(input: DeprovisionInput): Promise<DeletionOutcome> {
    const { instanceId, acceptsIncomplete } = input;
    const opened = await this.instances.openDeprovision(instanceId, this.settle.newDeletion(input));
    if (opened.outcome === 'unknown') throw new GoneError('The instance does not exist.');
    const settled =
      opened.outcome === 'overtaken'
        ? await this.settle.overtake(opened.operation, acceptsIncomplete)
        : await this.settle.execute(opened.operation, acceptsIncomplete);
    const isFirst = opened.outcome !== 'running';
    return toDeletionOutcome(settled, {
      acceptsIncomplete,
      isFirst,
      stillThere: 'The instance is still being removed',
    });
  }
}
