import { Injectable, Logger } from '@nestjs/common';
import { ServiceStore } from '#persistence';
import { ConflictError, NotFoundError } from '../osb/osb.errors.js';

/** Takes a service out of the catalog, unless instances of it exist. */
@Injectable()
export class RemoveImage {
  private readonly logger = new Logger('Catalog');

  constructor(private readonly services: ServiceStore) {}

  async execute(name: string): Promise<void> {
    const removed = await this.services.remove(name);
    if (removed.outcome === 'unknown') throw new NotFoundError('The catalog has no image of this name.');
    if (removed.outcome === 'in use')
      throw new ConflictError(`The image has instances; delete them first: ${removed.instanceIds.join(', ')}.`);
    this.logger.log({ message: 'image removed', service: name });
  }
}
