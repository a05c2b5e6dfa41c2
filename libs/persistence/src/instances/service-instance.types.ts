import type { ContainerPortName, HostPorts } from '../ports/port-claim.types.js';
import type { NewOperation, Operation } from '../operations/operation.types.js';

export type InstanceState = 'creating' | 'ready' | 'deleting' | 'failed';

/**
 * How an instance that is `ready` fares on its host, as the reconciler last saw it. `degraded`: its container does not
 * stay up. `lost`: the host itself answered that there is no such container (failure-model rows 70 and 71).
 */
export type InstanceHealth = 'ok' | 'degraded' | 'lost';

/** What the platform asked for; kept sealed, since parameters may hold secrets. */
export interface InstanceRequest {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
  readonly organizationGuid: string;
  readonly spaceGuid: string;
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
  readonly containerName: string;
  readonly containerId: string | undefined;
  /** `sha256:…` of the image that its container was made of. */
  readonly imageId: string | undefined;
  readonly state: InstanceState;
  readonly health: InstanceHealth;
  readonly dashboardUrl: string | undefined;
  /** How often it has left a host whose disk was full. */
  readonly moves: number;
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
  readonly operation: NewOperation;
}

export type OpenedProvision =
  | { readonly outcome: 'opened'; readonly operation: Operation }
  /** The id is taken; `operation` is the one that lives on it, if any. */
  | { readonly outcome: 'exists'; readonly instance: ServiceInstance; readonly operation: Operation | undefined }
  | { readonly outcome: 'no room' };

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
