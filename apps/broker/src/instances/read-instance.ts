import { Injectable } from '@nestjs/common';
import { type ServiceInstance, ServiceInstanceStore } from '#persistence';
import type { ServiceDefinition } from '../catalog/service-definition.types.js';
import { ConcurrencyError, NotFoundError } from '../osb/osb.errors.js';

/**
 * GET of an instance, from the database alone; 404 until it is ready (GETI-03), 422 while it is updated (GETI-04), and
 * 404 where the service says that it cannot be fetched (GETI-08).
 */
@Injectable()
export class ReadInstance {
  constructor(private readonly instances: ServiceInstanceStore) {}

  async execute(instanceId: string): Promise<ServiceInstance> {
    const instance = await this.instances.find(instanceId);
    const definition = instance?.definition as ServiceDefinition | undefined;
    if (definition?.instancesRetrievable === false)
      throw new NotFoundError('Instances of this service cannot be fetched.');
    if (instance?.state === 'updating') throw new ConcurrencyError('The instance is being updated.');
    if (instance?.state !== 'ready') throw new NotFoundError('The instance does not exist, or is not ready.');
    return instance;
  }
}
