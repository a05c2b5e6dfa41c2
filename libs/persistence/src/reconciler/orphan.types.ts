import type { InstanceHealth } from '../instances/service-instance.types.js';
import type { PortClaim } from '../ports/port-claim.types.js';
import type { Resource, Tombstone } from './host-pass.types.js';

/** As the last passes have seen it. Times are milliseconds since 1970 by the database's clock. */
export interface Orphan extends Resource {
  readonly hostId: string;
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly tombstone: Tombstone;
  /** An operation lives on an instance of this id. */
  readonly isInstanceBusy: boolean;
  /** Since it was seen, an instance of its host has got it: it is no orphan any more. */
  readonly isOwned: boolean;
}

/** An instance that an operator should look at. */
export interface WatchedInstance {
  readonly instanceId: string;
  readonly serviceName: string;
  readonly planName: string;
  readonly hostId: string;
  readonly health: InstanceHealth;
  readonly createdAt: number;
}

export interface Attention {
  readonly orphans: readonly Orphan[];
  /** Lost or degraded. */
  readonly ailing: readonly WatchedInstance[];
  /** Made long ago, and no platform has got an answer about them (failure-model row 8). */
  readonly unacknowledged: readonly WatchedInstance[];
}

/** What an administrator vouches for: the container serves an instance of this plan. */
export interface AdoptedInstance {
  readonly instanceId: string;
  readonly serviceName: string;
  readonly planName: string;
  readonly definition: unknown;
  readonly hostId: string;
  readonly containerName: string;
  readonly containerId: string;
  readonly ports: readonly PortClaim[];
  /** What its plan reserves; it is there already, so nobody asks for room. */
  readonly memoryBytes: number;
}

export type Adoption =
  | { readonly outcome: 'adopted' }
  | { readonly outcome: 'instance exists' }
  | { readonly outcome: 'port taken'; readonly hostPort: number };
