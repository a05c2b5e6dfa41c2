/** What an agent measures of its host. Each is `undefined` where it does not know. */
export interface HostMeasures {
  /** Processes that want to run, averaged over a minute. */
  readonly loadAverage?: number | undefined;
  readonly cpus?: number | undefined;
  readonly freeMemoryBytes?: number | undefined;
  readonly totalMemoryBytes?: number | undefined;
  /** On the file system that the engine keeps containers on. */
  readonly freeDiskBytes?: number | undefined;
  readonly totalDiskBytes?: number | undefined;
  /** Of whomever. */
  readonly runningContainers?: number | undefined;
}

/** By name. */
export type HostLabels = Readonly<Record<string, string>>;

/** What an agent says of its host with each ping. */
export interface HostReport {
  readonly dockerHost: string;
  readonly dockerPort: number;
  readonly serviceHost: string;
  readonly portMin: number;
  readonly portMax: number;
  readonly keepAliveSeconds: number;
  readonly isActive: boolean;
  readonly perfFactor: number;
  readonly execCommand: string;
  readonly execArgs: string;
  /** `undefined`: as original agents, it measures nothing. */
  readonly measured?: HostMeasures | undefined;
  /** `undefined`: it does not say. */
  readonly agentVersion?: string | undefined;
  readonly labels?: HostLabels | undefined;
}

export interface Host extends HostReport {
  /** `<dockerHost>:<dockerPort>`, or the `unix://` address alone. */
  readonly hostId: string;
  /** Pinged within three times its keepalive, by the database's clock. */
  readonly isAlive: boolean;
  /** Operators let new instances be placed there. */
  readonly isOpen: boolean;
  /** Since the last ping. */
  readonly silentMs: number;
  /** With the last ping. */
  readonly measured: HostMeasures;
  readonly labels: HostLabels;
}

/** What is watched of all hosts, every few seconds. */
export type HostPulse = Pick<Host, 'hostId' | 'isAlive' | 'silentMs' | 'portMin' | 'portMax'> &
  Pick<HostMeasures, 'freeDiskBytes'>;

/** A host with what is left of it. */
export interface HostRoom extends Host {
  readonly instances: number;
  readonly freePorts: number;
  /** Of `instances`, those of the organization that was asked for; 0 where none was. */
  readonly instancesOfOrganization: number;
  /** By the plans of all instances there, and of those on their way there. */
  readonly reservedMemoryBytes: number;
}
