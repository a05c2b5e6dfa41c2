import { Injectable } from '@nestjs/common';
import { type InstanceDetails, InstanceOverview } from '#persistence';
import { DrainOverview, type ShownDrain } from '../drains/drain-overview.port.js';
import { NotFoundError } from '../osb/osb.errors.js';

const MOST_OPERATIONS = 20;

export interface ShownInstance extends InstanceDetails {
  readonly drain: ShownDrain | undefined;
}

/** One instance in whatever state, with its bindings and what was done to it last. */
@Injectable()
export class ShowInstance {
  constructor(
    private readonly overview: InstanceOverview,
    private readonly drains: DrainOverview,
  ) {}

  async execute(instanceId: string): Promise<ShownInstance> {
    const instance = await this.overview.find(instanceId, MOST_OPERATIONS);
    if (instance === undefined) throw new NotFoundError('The instance does not exist.');
    return { ...instance, drain: await this.drains.find(instanceId) };
  }
}
