/** A living, active host, and what is left of it. */
export interface HostCandidate {
  readonly hostId: string;
  /** What its agent says; lower is better. */
  readonly perfFactor: number;
  readonly freePorts: number;
  readonly instances: number;
}

/** What is to be placed. */
export interface Placement {
  readonly serviceName: string;
  readonly planName: string;
  /** Host ports that it needs. */
  readonly ports: number;
}

/**
 * Chooses the host of a new instance. A strategy is pure: it decides from what it is given, keeps no state and does no
 * I/O, so that any number of brokers may use it side by side.
 */
export abstract class Dispatcher {
  /**
   * `undefined`: no candidate has room.
   * @param random a number of 0 (inclusive) to 1 (exclusive) with each call
   */
  abstract choose<Candidate extends HostCandidate>(
    candidates: readonly Candidate[],
    placement: Placement,
    random: () => number,
  ): Candidate | undefined;
}
