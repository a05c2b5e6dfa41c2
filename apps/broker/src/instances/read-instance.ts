import { Injectable } from '@nestjs/common';
import { type ServiceInstance, ServiceInstanceStore } from '#persistence';
import { NotFoundError } from '../osb/osb.errors.js';

/** GET of an instance, from the database alone; 404 until it is ready (GETI-03). */
@Injectable()
export class ReadInstance {
  constructor(private readonly instances: ServiceInstanceStore) {}

  async execute(instanceId: string): Promise<ServiceInstance> {
    const instance = await this.instances.find(instanceId);
    if (instance?.state !== 'ready') throw new NotFoundError('The instance does not exist, or is not ready.');
    return instance;
  }
}
