import type { ServiceDefinition } from './service-definition.types.js';

/** The body of GET /v2/catalog, ready to be sent. */
export interface CatalogDocument {
  /** JSON in UTF-8: text would be made into these bytes again with each answer. */
  readonly body: Buffer;
  /** A strong entity tag, quotes included: another one for each other body. */
  readonly etag: string;
}

/** What this broker offers at the moment, whichever broker on the database changed it last. */
export abstract class Catalog {
  /**
   * A plan with all values of its service. Throws `BadRequestError` when the catalog has no such service, or the
   * service no such plan (PROV-01).
   */
  abstract getPlan(serviceId: string, planId: string): Promise<ServiceDefinition>;

  /** The version that the catalog says in a plan's `maintenance_info`; `undefined` where it says none, or has no such plan. */
  abstract findVersion(serviceId: string, planId: string): Promise<string | undefined>;

  /** What is offered, each plan with all values of its service. */
  abstract findAll(): Promise<readonly ServiceDefinition[]>;

  /** Word for word as they were put, those included that cannot be offered. */
  abstract findStored(): Promise<readonly ServiceDefinition[]>;

  abstract document(): Promise<CatalogDocument>;
}
