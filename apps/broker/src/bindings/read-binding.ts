import { Injectable } from '@nestjs/common';
import { type ServiceBinding, ServiceBindingStore, ServiceInstanceStore } from '#persistence';
import type { ServiceDefinition } from '../catalog/service-definition.types.js';
import { NotFoundError } from '../osb/osb.errors.js';

/**
 * GET of a binding, from the database alone; 404 until it is ready (GETB-02), under another instance, and where the
 * service says that it cannot be fetched (CAT-15).
 */
@Injectable()
export class ReadBinding {
  constructor(
    private readonly bindings: ServiceBindingStore,
    private readonly instances: ServiceInstanceStore,
  ) {}

  async execute(instanceId: string, bindingId: string): Promise<ServiceBinding> {
    const binding = await this.bindings.find(bindingId);
    if (binding?.state !== 'ready' || binding.instanceId !== instanceId)
      throw new NotFoundError('The binding does not exist, or is not ready.');
    const definition = (await this.instances.find(instanceId))?.definition as ServiceDefinition | undefined;
    if (definition?.bindingsRetrievable === false)
      throw new NotFoundError('Bindings of this service cannot be fetched.');
    return binding;
  }
}
