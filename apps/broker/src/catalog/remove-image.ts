import { Injectable, Logger } from '@nestjs/common';
import { ServiceStore } from '#persistence';
import { BadRequestError, ConflictError, NotFoundError } from '../osb/osb.errors.js';
import { Catalog } from './catalog.port.js';
import { findFaultsWithout } from './find-new-faults.js';

/**
 * Takes one plan out of the catalog, though instances of it may exist: they keep their own definition (CAT-04); unless
 * other plans need what only it says of their service (CAT-36). Or a whole service, unless instances of it exist.
 */
@Injectable()
export class RemoveImage {
  private readonly logger = new Logger('Catalog');

  constructor(
    private readonly services: ServiceStore,
    private readonly catalog: Catalog,
  ) {}

  /** @param plan as it stands in the query; `undefined` for the service as a whole */
  async execute(name: string, plan: unknown): Promise<void> {
    if (plan === undefined) return this.removeService(name);
    if (typeof plan !== 'string' || plan === '') throw new BadRequestError('plan must be the name of one plan.');
    await this.checkNeeded(name, plan);
    const isRemoved = await this.services.removePlan(name, plan);
    if (!isRemoved) throw new NotFoundError('The catalog has no plan of this name of this image.');
    this.logger.log({ message: 'plan removed', service: name, plan });
  }

  private async checkNeeded(name: string, plan: string): Promise<void> {
    const faults = findFaultsWithout(await this.catalog.findStored(), { name, plan });
    if (faults.length === 0) return;
    const reasons = faults.map(({ path, fault }) => `${path}: ${fault}`).join('; ');
    throw new ConflictError(
      `Other plans need what this one says of their service; put it into them first: ${reasons}.`,
    );
  }

  private async removeService(name: string): Promise<void> {
    const removed = await this.services.remove(name);
    if (removed.outcome === 'unknown') throw new NotFoundError('The catalog has no image of this name.');
    if (removed.outcome === 'in use')
      throw new ConflictError(`The image has instances; delete them first: ${removed.instanceIds.join(', ')}.`);
    this.logger.log({ message: 'image removed', service: name });
  }
}
