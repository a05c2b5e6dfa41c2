import { Injectable, Logger } from '@nestjs/common';
import { type ConfigProblem, ConfigurationError, readObject } from '#configuration';
import { ServiceStore } from '#persistence';
import { BadRequestError, ConflictError } from '../osb/osb.errors.js';
import { BrokerConfig } from '../config/broker-config.types.js';
import { Catalog } from './catalog.port.js';
import { checkRegistries } from './check-registries.types.js';
import { isSamePlan } from './document/compare-catalogs.js';
import { toDeclared, toDeclaredNames } from './document/declared-definition.js';
import { restoreSecrets } from './document/secret-values.js';
import { findNewFaults } from './find-new-faults.js';
import { ServiceDefinition } from './service-definition.types.js';
import { toServicePlan } from './to-service-plan.js';
import { WatchImagesJob } from './watch-images.job.js';

const MOST_TRIES = 5;

/** Adds a plan, or replaces its definition; instances that exist keep the one that they were made with. */
@Injectable()
export class PutImage {
  private readonly logger = new Logger('Catalog');

  constructor(
    private readonly services: ServiceStore,
    private readonly catalog: Catalog,
    private readonly images: WatchImagesJob,
    private readonly config: BrokerConfig,
  ) {}

  async execute(name: string, body: unknown): Promise<void> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) if (await this.attempt(name, body)) return;
    throw new ConflictError('The catalog is being changed by others all the time. Try again in a moment.');
  }

  /** The revision is read first: what the plan is checked with, and takes secrets from, is what it is written over. */
  private async attempt(name: string, body: unknown): Promise<boolean> {
    const revision = await this.services.revision();
    const stored = await this.catalog.findStored();
    const definition = readDefinition(name, body, stored);
    refuseProblems([...findNewFaults(stored, definition), ...checkRegistries([definition], this.config.docker)]);
    if (!(await this.services.put(toServicePlan(definition), revision))) return false;
    this.logger.log({ message: 'image put', service: definition.name, plan: definition.plan });
    void this.images.look();
    return true;
  }
}

/** A `***` stands for the secret that the plan has already. */
function readDefinition(name: string, body: unknown, stored: readonly ServiceDefinition[]): ServiceDefinition {
  if (typeof body !== 'object' || body === null)
    throw new BadRequestError('The request needs a JSON object as its body.');
  const declared = { name, ...toDeclaredNames(body) };
  const before = stored.map(toDeclared).find((one) => isSamePlan(one, declared));
  const { value } = read(restoreSecrets(declared, before).definition);
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
