import type { CatalogIdentity, CatalogSeed, RemovedService, ServicePlan, StoredPlan } from './service-plan.types.js';

/** The services that the catalog offers, and the catalog's own name and login; shared by all brokers. */
export abstract class ServiceStore {
  /** Fills an empty database; true when it did. What is there already always wins. */
  abstract seed(seed: CatalogSeed): Promise<boolean>;

  abstract identity(): Promise<CatalogIdentity>;

  /** Changes with every change of a plan, by whichever broker. */
  abstract revision(): Promise<number>;

  /** In the order in which they were added. */
  abstract findAll(): Promise<readonly StoredPlan[]>;

  /** Of a plan that has none so far, and is still as it was read: it stays until the plan is put again. */
  abstract recordImageVersion(plan: ServicePlan, imageVersion: string): Promise<void>;

  /**
   * Adds the plan, or replaces its definition.
   *
   * @param revision only while the catalog is still at this one; false when it is not
   */
  abstract put(plan: ServicePlan, revision?: number): Promise<boolean>;

  /**
   * Makes these the catalog, in their order, while its revision is still the given one; false when it is not. A plan
   * whose definition stays keeps what is known of its image; instances of plans that go keep their definition.
   */
  abstract replaceAll(plans: readonly ServicePlan[], revision: number): Promise<boolean>;

  /** All plans of a service, unless instances of it exist. */
  abstract remove(serviceName: string): Promise<RemovedService>;

  /** One plan, whether instances of it exist or not: they keep their definition. False when there is no such plan. */
  abstract removePlan(serviceName: string, planName: string): Promise<boolean>;
}
