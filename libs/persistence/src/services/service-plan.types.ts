/** One plan of a service as it was defined, in the file or over REST. */
export interface ServicePlan {
  readonly serviceName: string;
  readonly planName: string;
  readonly definition: Readonly<Record<string, unknown>>;
}

export interface StoredPlan extends Omit<ServicePlan, 'definition'> {
  /** `undefined`: what is stored of it does not open (T18). */
  readonly definition: ServicePlan['definition'] | undefined;
  /** Of its image, as first seen on a host since the plan was put. */
  readonly imageVersion: string | undefined;
}

export interface CatalogIdentity {
  readonly name: string;
  readonly userName: string;
  /** As written by the broker's password hashing. */
  readonly passwordHash: string;
}

export interface CatalogSeed extends CatalogIdentity {
  readonly plans: readonly ServicePlan[];
}

export type RemovedService =
  | { readonly outcome: 'removed' }
  | { readonly outcome: 'unknown' }
  /** At most ten ids. */
  | { readonly outcome: 'in use'; readonly instanceIds: readonly string[] };
