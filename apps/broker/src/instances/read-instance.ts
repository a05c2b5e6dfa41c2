import { Injectable } from '@nestjs/common';
import { type ServiceInstance, ServiceInstanceStore } from '#persistence';
import { ConcurrencyError, NotFoundError } from '../osb/osb.errors.js';

/** GET of an instance, from the database alone; 404 until it is ready (GETI-03), 422 while it is updated (GETI-04). */
@Injectable()
export class ReadInstance {
  constructor(private readonly instances: ServiceInstanceStore) {}

  async execute(instanceId: string): Promise<ServiceInstance> {
    const instance = await this.instances.find(instanceId);
    if (instance?.state === 'updating') throw new ConcurrencyError('The instance is being updated.');
    if (instance?.state !== 'ready') throw new NotFoundError('The instance does not exist, or is not ready.');
    return instance;
  }
}
