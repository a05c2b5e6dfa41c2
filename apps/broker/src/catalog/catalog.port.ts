import type { ServiceDefinition } from './service-definition.types.js';

/** What this broker offers at the moment, whichever broker on the database changed it last. */
export abstract class Catalog {
  /** Throws `BadRequestError` when the catalog has no such service, or the service no such plan (PROV-01). */
  abstract getPlan(serviceId: string, planId: string): Promise<ServiceDefinition>;

  /** The version that the catalog says in a plan's `maintenance_info`; `undefined` where it says none, or has no such plan. */
  abstract findVersion(serviceId: string, planId: string): Promise<string | undefined>;

  abstract findAll(): Promise<readonly ServiceDefinition[]>;

  /** The body of GET /v2/catalog, ready to be sent. */
  abstract document(): Promise<string>;
}
