/** What an instance asks of its host. */
export interface Placement {
  readonly serviceId: string;
  readonly planId: string;
  /** Host ports that the instance publishes. */
  readonly ports: number;
  /** What the plan reserves; 0 where it has no limit. */
  readonly memoryBytes: number;
  /** Whose instance it will be; empty where the platform does not say. */
  readonly organizationId: string;
}

/** A living host, as its agent last told and the database counts. */
export interface HostCandidate {
  readonly hostId: string;
  /** The agent's word on its host: 0 or more, lower is better. */
  readonly perfFactor: number;
  /** Ports of the host's range that nobody has claimed. */
  readonly freePorts: number;
  /** Instances that are there or on their way there. */
  readonly instances: number;
  /** Memory of the host that no plan has reserved; `undefined` where its agent does not measure. */
  readonly freeMemoryBytes?: number;
  /** Of `instances`, those of the placement's organization. */
  readonly instancesOfOrganization: number;
}

/**
 * Chooses a host for a new instance. Pure: decides from its arguments alone, never waits and never throws, so that a
 * choice can be repeated. Reserving the place is the caller's business: two callers may choose the same host at once.
 */
export abstract class Dispatcher {
  /**
   * One of `candidates`, as it was given, or `undefined` when none has room. `random` gives numbers of 0 (included) to 1 (excluded) and
   * is the only source of chance.
   */
  abstract choose<Candidate extends HostCandidate>(
    candidates: readonly Candidate[],
    placement: Placement,
    random: () => number,
  ): Candidate | undefined;
}
