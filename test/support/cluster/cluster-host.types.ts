import type { PortRange } from '../free-ports.js';
import type { Credentials } from '../osb-client.js';

/** A container, as far as a judge needs to know it. */
export interface HostContainer {
  readonly containerId: string;
  readonly name: string;
  /** `undefined`: not a broker's. */
  readonly instanceId: string | undefined;
  readonly isRunning: boolean;
  readonly startedAt: string;
  readonly hostPorts: readonly number[];
  /** Its limit. */
  readonly memoryBytes: number;
  /** Whether it comes back with its engine. */
  readonly comesBack: boolean;
}

export interface HostVolume {
  readonly name: string;
  readonly instanceId: string | undefined;
}

/** The most that ever was at one moment. */
export interface MostAtOnce {
  /** Running or not. */
  readonly containers: number;
  readonly running: number;
  readonly scripts: number;
}

/** The Docker host of a cluster, seen from behind the brokers. */
export interface ClusterHost {
  readonly dockerHost: string;
  readonly dockerPort: number;
  readonly ports: PortRange;
  /** Whether its Redis has an `/update` that makes other parameters true; the shipped one has none. */
  readonly takesParameters: boolean;
  /** Whether its Redis can have several instances in one container; the shipped one cannot. */
  readonly takesCrowds: boolean;
  containers(): Promise<readonly HostContainer[]>;
  volumes(): Promise<readonly HostVolume[]>;
  /** Whether a client of the service gets in with these. */
  accepts(instanceId: string, credentials: Credentials): Promise<boolean>;
  /** Names of the logins that the instance's service has. */
  logins(instanceId: string): Promise<readonly string[]>;
  /** Things begin to go wrong, until `calm`. */
  makeTrouble(): void;
  calm(): void;
  /** `undefined` where nobody counts. */
  mostAtOnce(instanceId: string): MostAtOnce | undefined;
  /** What has happened to the instance here, for a report. */
  historyOf(instanceId: string): readonly string[];
  close(): Promise<void>;
}
