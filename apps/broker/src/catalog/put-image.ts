import { Injectable, Logger } from '@nestjs/common';
import { ConfigurationError, readObject } from '#configuration';
import { ServiceStore } from '#persistence';
import { BadRequestError } from '../osb/osb.errors.js';
import { Catalog } from './catalog.port.js';
import { toPlanId } from './plan-id.types.js';
import { ServiceDefinition } from './service-definition.types.js';
import { toServicePlan } from './to-service-plan.js';

/** Adds a plan, or replaces its definition; instances that exist keep the one that they were made with. */
@Injectable()
export class PutImage {
  private readonly logger = new Logger('Catalog');

  constructor(
    private readonly services: ServiceStore,
    private readonly catalog: Catalog,
  ) {}

  async execute(name: string, body: unknown): Promise<void> {
    const definition = readDefinition(name, body);
    await this.refuseSamePlanId(definition);
    await this.services.put(toServicePlan(definition));
    this.logger.log({ message: 'image put', service: definition.name, plan: definition.plan });
  }

  /** `a_b` + `c` and `a` + `b_c` would be one plan id (CAT-03). */
  private async refuseSamePlanId({ name, plan }: ServiceDefinition): Promise<void> {
    const others = (await this.catalog.findAll()).filter((other) => other.name !== name);
    if (others.some((other) => toPlanId(other.name, other.plan) === toPlanId(name, plan)))
      throw new BadRequestError('Another service has a plan of the same id; choose another name for the plan.');
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
