import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { ServiceStore, type StoredPlan } from '#persistence';
import { BadRequestError } from '../osb/osb.errors.js';
import { Catalog, type CatalogDocument } from './catalog.port.js';
import { coalesce } from './coalesce.js';
import { fillServiceValues } from './fill-service-values.js';
import { leaveOutBroken, type LeftOut } from './leave-out-broken.js';
import { maintenanceOf } from './maintenance-of.js';
import { toPlanId } from './plan-id.types.js';
import type { ServiceDefinition } from './service-definition.types.js';
import { type FindImageVersion, toCatalogDocument } from './to-catalog-document.js';

interface Snapshot {
  readonly revision: number;
  readonly stored: readonly ServiceDefinition[];
  readonly definitions: readonly ServiceDefinition[];
  readonly document: CatalogDocument;
  readonly findImageVersion: FindImageVersion;
}

/** The catalog as stored, kept in memory for as long as its revision in the database is the same. */
@Injectable()
export class StoredCatalog extends Catalog {
  private readonly logger = new Logger('Catalog');
  private latest: Snapshot | undefined;
  private readonly read = coalesce(() => this.refresh());
  private readonly readDocument = coalesce(async () => (await this.refresh()).document);

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

  override async findVersion(serviceId: string, planId: string): Promise<string | undefined> {
    const { definitions, findImageVersion } = await this.read();
    const plan = definitions.find(({ name, plan }) => name === serviceId && toPlanId(name, plan) === planId);
    return plan && maintenanceOf(plan, findImageVersion(plan))?.version;
  }

  override async findAll(): Promise<readonly ServiceDefinition[]> {
    return (await this.read()).definitions;
  }

  override async findStored(): Promise<readonly ServiceDefinition[]> {
    return (await this.read()).stored;
  }

  override document(): Promise<CatalogDocument> {
    return this.readDocument();
  }

  private async refresh(): Promise<Snapshot> {
    const revision = await this.services.revision();
    if (this.latest?.revision === revision) return this.latest;
    const plans = await this.services.findAll();
    const stored = plans.flatMap(({ definition }) => (definition ?? []) as unknown as ServiceDefinition);
    // Another request has read the same meanwhile.
    if (this.latest?.revision === revision) return this.latest;
    const { offered, leftOut } = leaveOutBroken(stored);
    for (const one of leftOut) this.tell(one);
    for (const plan of plans) if (plan.definition === undefined) this.tellUnreadable(plan);
    const definitions = fillServiceValues(offered);
    const findImageVersion = toFinder(plans);
    const document = toDocument(definitions, findImageVersion);
    this.latest = { revision, stored, definitions, document, findImageVersion };
    return this.latest;
  }

  private tell({ definition: { name, plan }, faults }: LeftOut): void {
    const reasons = faults.map(({ path, fault }) => (path === '' ? fault : `${path}: ${fault}`));
    this.logger.error({ message: 'plan left out of the catalog', service: name, plan, reasons });
  }

  private tellUnreadable({ serviceName: service, planName: plan }: StoredPlan): void {
    const reasons = ['what is stored of it does not open'];
    this.logger.error({ message: 'plan left out of the catalog', service, plan, reasons });
  }
}

function toFinder(plans: readonly StoredPlan[]): FindImageVersion {
  return ({ name, plan }) =>
    plans.find(({ serviceName, planName }) => serviceName === name && planName === plan)?.imageVersion;
}

function toDocument(definitions: readonly ServiceDefinition[], findImageVersion: FindImageVersion): CatalogDocument {
  const body = Buffer.from(JSON.stringify(toCatalogDocument(definitions, findImageVersion)));
  return { body, etag: `"${createHash('sha256').update(body).digest('base64url')}"` };
}
