import type { DrainCounts, DrainState } from './drain.types.js';

/** A drain as people see it: where, and how it fares. */
export interface ShownDrain extends DrainCounts {
  readonly target: string;
  readonly isTls: boolean;
  readonly state: DrainState;
}

export abstract class DrainOverview {
  /** `undefined`: the log of the instance stays on its host, or there is no such instance. */
  abstract find(instanceId: string): Promise<ShownDrain | undefined>;
}
