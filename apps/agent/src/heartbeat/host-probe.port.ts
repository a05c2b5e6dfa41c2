/** One look at the host's resources. */
export interface HostLoad {
  /** Processes that want to run, averaged over a minute. */
  readonly load: number;
  readonly cpus: number;
  readonly freeMemoryBytes: number;
  readonly totalMemoryBytes: number;
  /** On the file system that the engine keeps containers on. */
  readonly freeDiskBytes: number;
  readonly totalDiskBytes: number;
}

/** Looks at the host that the agent runs on. Never throws: what cannot be seen counts as free. */
export abstract class HostProbe {
  abstract look(): Promise<HostLoad>;
}
