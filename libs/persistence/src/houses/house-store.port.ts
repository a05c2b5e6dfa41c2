import type { Claim, Operation } from '../operations/operation.types.js';
import type { NewTenant, OpenedTenancy } from './house.types.js';
import type { HouseRemoval } from './open-house-removal.js';

/**
 * Houses: containers that several instances share, their tenants (ADR 0024). A house is itself an instance, made, mended
 * and removed like any other. Each method is one transaction.
 */
export abstract class HouseStore {
  /**
   * The instance with a seat in a house of its key, and its operation, or nothing. Where no seat is free the house is
   * opened in the same transaction. Never more tenants than seats, however many move in at once. `no room`: the host of
   * the new house has not enough free ports.
   */
  abstract openTenancy(tenant: NewTenant): Promise<OpenedTenancy>;

  /** Houses without tenants, a hundred at most; those that are being made or removed are left out. */
  abstract findEmpty(): Promise<readonly string[]>;

  /**
   * The intent to remove a house in which nobody lives. `undefined`: somebody does, or it has not been empty for so long;
   * the first call notes since when it is.
   */
  abstract openRemoval(removal: HouseRemoval): Promise<Operation | undefined>;

  /** Its script refuses for good to remove what the tenant has in the house: the row stays, and the next DELETE tries again. */
  abstract failLeaving(claim: Claim, instanceId: string, description: string): Promise<void>;
}
