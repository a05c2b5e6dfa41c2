import { Injectable } from '@nestjs/common';
import { ServiceStore } from '#persistence';
import { BadRequestError } from '../osb/osb.errors.js';
import { Catalog } from './catalog.port.js';
import { coalesce } from './coalesce.js';
import { toPlanId } from './plan-id.types.js';
import type { ServiceDefinition } from './service-definition.types.js';
import { toCatalogDocument } from './to-catalog-document.js';

interface Snapshot {
  readonly revision: number;
  readonly definitions: readonly ServiceDefinition[];
  readonly document: string;
}

/** The catalog as stored, kept in memory for as long as its revision in the database is the same. */
@Injectable()
export class StoredCatalog extends Catalog {
  private latest: Snapshot | undefined;
  private readonly read = coalesce(() => this.refresh());

  constructor(private readonly services: ServiceStore) {
    super();
  }

  override async getPlan(serviceId: string, planId: string): Promise<ServiceDefinition> {
    const { definitions } = await this.read();
    const plans = definitions.filter(({ name }) => name === serviceId);
    if (plans.length === 0) throw new BadRequestError(`The catalog has no service ${JSON.stringify(serviceId)}.`);
    const plan = plans.find((definition) => toPlanId(definition.name, definition.plan) === planId);
    if (plan === undefined)
      throw new BadRequestError(`The service ${JSON.stringify(serviceId)} has no plan ${JSON.stringify(planId)}.`);
    return plan;
  }

  override async findVersion(): Promise<string | undefined> {
    await this.read();
    return undefined;
  }

  override async findAll(): Promise<readonly ServiceDefinition[]> {
    return (await this.read()).definitions;
  }

  override async document(): Promise<string> {
    return (await this.read()).document;
  }

  private async refresh(): Promise<Snapshot> {
    const revision = await this.services.revision();
    if (this.latest?.revision === revision) return this.latest;
    const plans = await this.services.findAll();
    const definitions = plans.map(({ definition }) => definition as unknown as ServiceDefinition);
    this.latest = { revision, definitions, document: JSON.stringify(toCatalogDocument(definitions)) };
    return this.latest;
  }
}
