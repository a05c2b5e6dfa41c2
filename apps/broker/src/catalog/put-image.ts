import { Injectable, Logger } from '@nestjs/common';
import { type ConfigProblem, ConfigurationError, readObject } from '#configuration';
import { ServiceStore } from '#persistence';
import { BadRequestError } from '../osb/osb.errors.js';
import { Catalog } from './catalog.port.js';
import { findNewFaults } from './find-new-faults.js';
import { ServiceDefinition } from './service-definition.types.js';
import { toServicePlan } from './to-service-plan.js';
import { WatchImagesJob } from './watch-images.job.js';

/** Adds a plan, or replaces its definition; instances that exist keep the one that they were made with. */
@Injectable()
export class PutImage {
  private readonly logger = new Logger('Catalog');

  constructor(
    private readonly services: ServiceStore,
    private readonly catalog: Catalog,
    private readonly images: WatchImagesJob,
  ) {}

  async execute(name: string, body: unknown): Promise<void> {
    const definition = readDefinition(name, body);
    refuseProblems(findNewFaults(await this.catalog.findStored(), definition));
    await this.services.put(toServicePlan(definition));
    this.logger.log({ message: 'image put', service: definition.name, plan: definition.plan });
    void this.images.look();
  }
}

function readDefinition(name: string, body: unknown): ServiceDefinition {
  if (typeof body !== 'object' || body === null)
    throw new BadRequestError('The request needs a JSON object as its body.');
  const hasName = Object.keys(body).some((key) => key.toLowerCase() === 'name');
  const { value } = read(hasName ? body : { ...body, name });
  if (value.name !== name) throw new BadRequestError('The name in the body is not the name in the path.');
  return value;
}

function read(body: object): { readonly value: ServiceDefinition } {
  try {
    return readObject(ServiceDefinition, body, 'The image');
  } catch (error) {
    throw error instanceof ConfigurationError ? new BadRequestError(error.message) : error;
  }
}

function refuseProblems(problems: readonly ConfigProblem[]): void {
  if (problems.length === 0) return;
  const { message } = new ConfigurationError('The image', problems);
  throw new BadRequestError(message);
}
