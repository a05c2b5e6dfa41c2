import { compareRoom } from './compare-room.js';
import { Dispatcher } from './dispatcher.port.js';
import type { HostCandidate, Placement } from './dispatcher.port.js';
import { hasRoom } from './has-room.js';

/**
 * Two hosts by chance, the freer one wins. Nearly as even as always taking the freest one, but brokers that decide at the
 * same moment from the same figures do not all run to the same host.
 */
export class LeastLoadedDispatcher extends Dispatcher {
  override choose<Candidate extends HostCandidate>(
    candidates: readonly Candidate[],
    placement: Placement,
    random: () => number,
  ): Candidate | undefined {
    const open = candidates.filter((host) => hasRoom(host, placement));
    const first = Math.floor(random() * open.length);
    const others = open.toSpliced(first, 1);
    const second = others[Math.floor(random() * others.length)];
    const one = open[first];
    return one === undefined || second === undefined || compareRoom(one, second) <= 0 ? one : second;
  }
}
