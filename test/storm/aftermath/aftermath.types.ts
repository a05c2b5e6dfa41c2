import type { HostContainer, HostVolume, MostAtOnce } from '../../support/cluster/cluster-host.types.js';
import type { Resource } from '../platform/resource.js';

export interface InstanceRow {
  readonly id: string;
  readonly state: string;
  readonly health: string;
  readonly plan_name: string;
  /** The house that it lives in, if it has no container of its own. */
  readonly shared_in: string | null;
  /** Of houses alone. */
  readonly house_key: string | null;
}

export interface BindingRow {
  readonly id: string;
  readonly instance_id: string;
  readonly state: string;
}

export interface ClaimRow {
  readonly instance_id: string;
  readonly host_port: number;
}

export interface OperationRow {
  readonly id: string;
  readonly kind: string;
  readonly instance_id: string;
  readonly binding_id: string | null;
  readonly state: string;
  readonly mode: string;
  readonly step: string;
  readonly description: string;
  readonly live_key: string | null;
  readonly exec_key: string | null;
  readonly owner: string | null;
  readonly epoch: number;
  readonly attempts: number;
}

/** What the brokers' database holds. */
export interface StoredWorld {
  readonly instances: readonly InstanceRow[];
  readonly bindings: readonly BindingRow[];
  /** Those that belong to an instance; what strangers hold is none of our business. */
  readonly claims: readonly ClaimRow[];
  readonly operations: readonly OperationRow[];
}

/** Platform, database and Docker host once nothing moves any more. No `unknown` belief is left. */
export interface Aftermath {
  readonly instances: readonly Resource[];
  readonly stored: StoredWorld;
  readonly containers: readonly HostContainer[];
  readonly volumes: readonly HostVolume[];
  /** Names of the logins that each instance's service has, of those that exist or would have left theirs with others. */
  readonly logins: ReadonlyMap<string, readonly string[]>;
  /** Strangers' containers before the storm. */
  readonly strangers: readonly HostContainer[];
  readonly mostAtOnce: (instanceId: string) => MostAtOnce | undefined;
  /** How often the brokers have said of an operation that it ended. */
  readonly ends: ReadonlyMap<string, number>;
}
