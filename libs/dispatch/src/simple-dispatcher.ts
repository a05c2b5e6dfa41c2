import { Dispatcher } from './dispatcher.port.js';
import type { HostCandidate, Placement } from './dispatcher.port.js';
import { hasRoom } from './has-room.js';

/** Any host that has room, each as likely as the others: the original's way. */
export class SimpleDispatcher extends Dispatcher {
  override choose<Candidate extends HostCandidate>(
    candidates: readonly Candidate[],
    placement: Placement,
    random: () => number,
  ): Candidate | undefined {
    const open = candidates.filter((host) => hasRoom(host, placement));
    return open[Math.floor(random() * open.length)];
  }
}
