/** A file system in memory that is empty at each start. It counts as memory of the container. */
export interface TemporaryMount {
  readonly path: string;
  readonly sizeBytes: number;
}

/** The soft one is what programs begin with; they may raise it up to the hard one. */
export interface Ulimit {
  readonly soft: number;
  readonly hard: number;
}

/** How the engine itself asks a container for its health. What is not said is the engine's own choice. */
export interface HealthCheck {
  /** As `docker exec` would run it. */
  readonly command: readonly string[];
  readonly intervalMs?: number;
  readonly timeoutMs?: number;
  readonly startPeriodMs?: number;
  readonly retries?: number;
}

/** What a container is made with beside its image, and keeps until its end. What is not said is the image's. */
export interface ContainerTraits {
  /** The image's own command goes with its entrypoint: Docker does not hand it to another one. */
  readonly entrypoint?: readonly string[];
  /** `name`, `uid`, or either with `:` and a group; names are those inside the container. */
  readonly user?: string;
  readonly shmBytes?: number;
  readonly isRootReadOnly?: boolean;
  readonly temporary?: readonly TemporaryMount[];
  readonly ulimits?: Readonly<Record<string, Ulimit>>;
  /** In place of the image's. */
  readonly health?: HealthCheck;
}
