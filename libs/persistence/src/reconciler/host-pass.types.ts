import type { InstanceHealth, InstanceState, SeenHealth } from '../instances/service-instance.types.js';

/** The proof of being the one broker that looks after a host: every write of a pass carries it. */
export interface HostPass {
  readonly hostId: string;
  readonly owner: string;
  readonly epoch: number;
  /** How long it holds after each of its writes. */
  readonly leaseMs: number;
  /** Times in a row that its engine did not answer, before this pass. */
  readonly engineFailures: number;
  /** Why it gets nothing new, empty for nothing; `undefined` while nobody has looked. */
  readonly engineFault: string | undefined;
  /** What it was when it was looked at last. */
  readonly engineVersion: string | undefined;
}

/** What an engine says of itself, and what that means. */
export interface SeenEngine {
  /** Why it may get nothing new, 255 characters at most; empty for nothing. */
  readonly fault: string;
  readonly version: string;
  readonly apiVersion: string;
}

export type ResourceKind = 'container' | 'volume';

/** A container or volume with our label. */
export interface Resource {
  readonly kind: ResourceKind;
  /** Docker's id of a container, the name of a volume. */
  readonly resourceId: string;
  readonly name: string;
  readonly instanceId: string;
  /** What made it; `undefined` when it does not say. */
  readonly operationId: string | undefined;
}

/** What the containers and volumes that were seen on a host say of themselves. */
export interface NamedOwners {
  readonly instanceIds: readonly string[];
  readonly operationIds: readonly string[];
}

export interface InstanceRecord {
  readonly instanceId: string;
  readonly hostId: string;
  readonly state: InstanceState;
  readonly health: InstanceHealth;
  readonly containerName: string;
  /** `undefined`: no container of its own was made, so far or at all. */
  readonly containerId: string | undefined;
  readonly restarts: number;
  /** Until the next try is allowed, negative since then. */
  readonly restartInMs: number;
}

/** An operation whose end is known proves that what it has left is ours to remove. */
export type Tombstone = 'unknown' | 'living' | 'ended';

export interface KnownOrphan {
  readonly kind: ResourceKind;
  readonly resourceId: string;
  /** Since its first sighting. */
  readonly knownForMs: number;
}

/** What the database knows of a host, and of what was seen there. Times are the database's. */
export interface HostRecords {
  readonly portRange: { readonly min: number; readonly max: number };
  /** Those on the host, and those that were named wherever they are. */
  readonly instances: readonly InstanceRecord[];
  /** Ids of instances that an operation lives on, those of their bindings left out. */
  readonly busyInstanceIds: ReadonlySet<string>;
  /** Of the operations that were named. */
  readonly tombstones: ReadonlyMap<string, Tombstone>;
  readonly knownOrphans: readonly KnownOrphan[];
}

/** What a pass has learnt of an instance. */
export interface InstanceChange {
  readonly health?: SeenHealth;
  readonly containerId?: string;
  readonly restarts?: number;
  readonly restartInMs?: number;
}

export interface HostSightings {
  /** All of the host: those that are not among them are forgotten. */
  readonly orphans: readonly Resource[];
  readonly strangersPorts: readonly { readonly hostPort: number; readonly protocol: 'tcp' | 'udp' }[];
}
