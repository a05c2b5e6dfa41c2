import { Injectable } from '@nestjs/common';
import { type ServiceBinding, ServiceBindingStore } from '#persistence';
import { NotFoundError } from '../osb/osb.errors.js';

/** GET of a binding, from the database alone; 404 until it is ready (GETB-02) and under another instance. */
@Injectable()
export class ReadBinding {
  constructor(private readonly bindings: ServiceBindingStore) {}

  async execute(instanceId: string, bindingId: string): Promise<ServiceBinding> {
    const binding = await this.bindings.find(bindingId);
    if (binding?.state !== 'ready' || binding.instanceId !== instanceId)
      throw new NotFoundError('The binding does not exist, or is not ready.');
    return binding;
  }
}
