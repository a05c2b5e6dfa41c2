import type { MemoryOrder } from '../capacity/memory-order.types.js';
import type { NewInstance, OpenedProvision } from '../instances/service-instance.types.js';
import type { NewOperation, Operation } from '../operations/operation.types.js';
import type { ContainerPortName } from '../ports/port-claim.types.js';

/** Who may live together: a house takes in as many tenants as it has seats, all of the same key. */
export interface Tenancy {
  /** 64 hexadecimal digits: the same for instances of one plan with one definition. */
  readonly key: string;
  readonly seats: number;
  /** A house on a host with less free disk takes nobody in; what was never measured has no bound. */
  readonly minFreeDiskBytes: number;
}

/** The container to be made where no seat is free. */
export interface NewHouse {
  readonly hostId: string;
  readonly ports: readonly ContainerPortName[];
  readonly memory: MemoryOrder;
  readonly operation: NewOperation;
  readonly nameContainer: (houseId: string) => string;
}

export interface NewTenant extends Omit<NewInstance, 'hostId' | 'ports' | 'memory'> {
  readonly tenancy: Tenancy;
  /** `undefined`: only into a house that is there. */
  readonly newHouse?: NewHouse | undefined;
}

export type OpenedTenancy =
  | Exclude<OpenedProvision, { readonly outcome: 'opened' }>
  /** `house`: the creation of the container, where it had to be ordered. */
  | { readonly outcome: 'opened'; readonly operation: Operation; readonly house?: Operation | undefined }
  /** All houses are full, away or broken, and none was to be opened. */
  | { readonly outcome: 'no seat' };
