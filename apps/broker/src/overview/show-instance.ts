import { Injectable } from '@nestjs/common';
import { type InstanceDetails, InstanceOverview } from '#persistence';
import { NotFoundError } from '../osb/osb.errors.js';

const MOST_OPERATIONS = 20;

/** One instance in whatever state, with its bindings and what was done to it last. */
@Injectable()
export class ShowInstance {
  constructor(private readonly overview: InstanceOverview) {}

  async execute(instanceId: string): Promise<InstanceDetails> {
    const instance = await this.overview.find(instanceId, MOST_OPERATIONS);
    if (instance === undefined) throw new NotFoundError('The instance does not exist.');
    return instance;
  }
}
