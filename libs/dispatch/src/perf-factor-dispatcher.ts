import { chooseWeighted } from './choose-weighted.js';
import { Dispatcher } from './dispatcher.port.js';
import type { HostCandidate, Placement } from './dispatcher.port.js';
import { hasRoom } from './has-room.js';

/** A host that says 0 is not infinitely better than one that says 0.01. */
const LEAST_FACTOR = 0.01;

/**
 * Weighted by the factor that agents report, lower is better: a host with half the factor gets twice the instances. That
 * is the order of the original's query, which chose among the best by chance.
 */
export class PerfFactorDispatcher extends Dispatcher {
  override choose<Candidate extends HostCandidate>(
    candidates: readonly Candidate[],
    placement: Placement,
    random: () => number,
  ): Candidate | undefined {
    const open = candidates.filter((host) => hasRoom(host, placement));
    return chooseWeighted(open, ({ perfFactor }) => 1 / Math.max(perfFactor, LEAST_FACTOR), random);
  }
}
