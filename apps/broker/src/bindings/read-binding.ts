import { Injectable } from '@nestjs/common';
import { type ServiceBinding, ServiceBindingStore, ServiceInstanceStore } from '#persistence';
import { termsOf } from '../operations/binding-terms.types.js';
import { NotFoundError } from '../osb/osb.errors.js';

/**
 * GET of a binding, from the database alone; 404 until it is ready (GETB-02), under another instance, and where the plan
 * says that bindings cannot be fetched (GETB-01).
 */
@Injectable()
export class ReadBinding {
  constructor(
    private readonly instances: ServiceInstanceStore,
    private readonly bindings: ServiceBindingStore,
  ) {}

  async execute(instanceId: string, bindingId: string): Promise<ServiceBinding> {
    const instance = await this.instances.find(instanceId);
    if (instance !== undefined && termsOf(instance).bindingsRetrievable === false)
      throw new NotFoundError('The bindings of this plan cannot be fetched; what they hold is answered at the bind.');
    const binding = await this.bindings.find(bindingId);
    if (binding?.state !== 'ready' || binding.instanceId !== instanceId)
      throw new NotFoundError('The binding does not exist, or is not ready.');
    return binding;
  }
}
