import type { MemoryOrder } from '../capacity/memory-order.types.js';
import type { InstanceLimits, ReachedLimit } from '../limits/instance-limits.types.js';
import type { ContainerPortName, HostPorts } from '../ports/port-claim.types.js';
import type { Login } from '../bindings/service-binding.types.js';
import type { NewOperation, Operation } from '../operations/operation.types.js';

export type InstanceState = 'creating' | 'ready' | 'updating' | 'deleting' | 'failed';

/**
 * How an instance that is `ready` fares on its host, as the reconciler last saw it. `degraded`: its container does not
 * stay up. `lost`: the host itself answered that there is no such container (failure-model rows 70 and 71). `given up`:
 * an operator has said that its host is gone for ever, and it is on none since (row 58).
 */
export type InstanceHealth = SeenHealth | 'given up';

/** What looking at a host can tell. */
export type SeenHealth = 'ok' | 'degraded' | 'lost';

/** What the platform asked for; kept sealed, since parameters may hold secrets. */
export interface InstanceRequest {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
  readonly organizationGuid: string;
  readonly spaceGuid: string;
  /** Made with the intent, where the plan wants one; the same for ever, since the instance's data knows it. */
  readonly login?: InstanceLogin | undefined;
}

/** What a service without scripts is started with, and all of its bindings are given. */
export interface InstanceLogin extends Login {
  readonly dbname: string;
}

export interface ServiceInstance {
  readonly instanceId: string;
  readonly serviceName: string;
  readonly planName: string;
  /** Fingerprint of the attributes that must be the same for a repeated request (PROV-09). */
  readonly specHash: string;
  readonly request: InstanceRequest;
  /** The plan's definition when the instance was made; it outlives changes of the catalog (CAT-04). */
  readonly definition: unknown;
  readonly hostId: string;
  /** Of its first container; its volumes are named after it for ever. */
  readonly baseName: string;
  /** How often an update has replaced its container. */
  readonly generation: number;
  /** Of the container that it has now. */
  readonly containerName: string;
  readonly containerId: string | undefined;
  /** `sha256:…` of the image that its container was made of. */
  readonly imageId: string | undefined;
  /** SemVer of that image, as `maintenance_info` tells it; `undefined` where nobody knew. */
  readonly imageVersion: string | undefined;
  /** Where its volumes are mounted, in the order of their numbers; `undefined`: as its plan or image says. */
  readonly volumePaths: readonly string[] | undefined;
  /** While it is being updated. */
  readonly target: InstanceTarget | undefined;
  readonly state: InstanceState;
  readonly health: InstanceHealth;
  readonly dashboardUrl: string | undefined;
  /** How often it has left a host whose disk was full. */
  readonly moves: number;
  /** The house whose container serves it; `undefined` with a container of its own. */
  readonly sharedIn: string | undefined;
  /** It is no instance of a platform's but a house: the container that several of them share. */
  readonly isHouse: boolean;
}

/** What an instance becomes when its update succeeds: all of it, or nothing (UPD-16). Kept sealed. */
export interface InstanceTarget {
  /** Fingerprint of the request: the same one again waits for this update (UPD-12). */
  readonly requestHash: string;
  readonly planName: string;
  readonly specHash: string;
  readonly definition: unknown;
  readonly request: InstanceRequest;
  /** `undefined`: it stays as it is. */
  readonly dashboardUrl?: string | undefined;
  /** The version of the image that was asked for; `undefined`: the image stays the same while the plan's does. */
  readonly imageVersion?: string | undefined;
  /** What its container then reserves of its host; `undefined`: as it does. */
  readonly memoryBytes?: number | undefined;
  /** Of the container that takes the place of the present one, where that cannot be changed. */
  readonly generation: number;
}

/** Which instance, and what it was when it was read: an update changes at least one of them. */
export type SeenInstance = Pick<ServiceInstance, 'instanceId' | 'specHash' | 'generation'>;

/** What is known of the platform's wishes from now on. */
export type RecordedRequest = Pick<ServiceInstance, 'request' | 'specHash'>;

/** An update, and the instance as it was when the target was made of it. */
export interface NewUpdate {
  readonly instanceId: string;
  readonly seen: Pick<ServiceInstance, 'specHash' | 'generation'>;
  readonly target: InstanceTarget;
  /** Of the plan that it is to have. */
  readonly limits: InstanceLimits;
  /** What its container is to reserve; only what is more than it has needs room. */
  readonly memory: MemoryOrder;
  readonly operation: NewOperation;
}

/** Its plan has as many instances as there may be. Nothing was stored. */
export interface LimitRefusal {
  readonly outcome: 'limit reached';
  readonly limit: ReachedLimit;
}

/** A host has not the ports or the memory. Nothing was stored. */
export interface NoRoomRefusal {
  readonly outcome: 'no room';
}

export type OpenedUpdate =
  | { readonly outcome: 'opened'; readonly operation: Operation }
  | { readonly outcome: 'unknown' }
  /** Being created, updated or deleted by `operation`, or its creation has failed. */
  | { readonly outcome: 'not ready'; readonly instance: ServiceInstance; readonly operation: Operation | undefined }
  /** It is another one than was seen. */
  | { readonly outcome: 'changed' }
  /** Its bindings are being changed, or its container is being repaired. */
  | { readonly outcome: 'busy' }
  | NoRoomRefusal
  | LimitRefusal;

/** A container that was made for an instance. */
export interface MadeContainer {
  readonly containerId: string;
  readonly imageId: string;
  readonly imageVersion: string | undefined;
  /** `sha256:…`, by which the registry has it; `undefined` where it came from none. */
  readonly imageDigest?: string | undefined;
  readonly volumePaths: readonly string[];
}

export interface NewInstance {
  readonly instanceId: string;
  readonly serviceName: string;
  readonly planName: string;
  readonly specHash: string;
  readonly request: InstanceRequest;
  readonly definition: unknown;
  readonly hostId: string;
  readonly containerName: string;
  readonly ports: readonly ContainerPortName[];
  readonly limits: InstanceLimits;
  /** What the container that is to be made for it reserves. */
  readonly memory: MemoryOrder;
  readonly operation: NewOperation;
}

/** Where an instance moves to. */
export interface NewPlace {
  readonly hostId: string;
  /** As `MemoryOrder.share`. */
  readonly memoryShare: number;
}

export type OpenedProvision =
  | { readonly outcome: 'opened'; readonly operation: Operation }
  /** The id is taken; `operation` is the one that lives on it, if any. */
  | { readonly outcome: 'exists'; readonly instance: ServiceInstance; readonly operation: Operation | undefined }
  | NoRoomRefusal
  | LimitRefusal;

export type OpenedDeprovision =
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'opened'; readonly operation: Operation }
  /** A deletion runs already. */
  | { readonly outcome: 'running'; readonly operation: Operation }
  /** A creation was running; its operation has become the deletion. */
  | { readonly outcome: 'overtaken'; readonly operation: Operation };

export interface ProvisionResult {
  readonly dashboardUrl: string | undefined;
}

export type ClaimedPorts = HostPorts | 'no room';
