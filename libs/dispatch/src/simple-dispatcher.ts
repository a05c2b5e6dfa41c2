import { Dispatcher } from './dispatcher.port.js';
import type { HostCandidate, Placement } from './dispatcher.port.js';
import { hasRoom } from './has-room.js';

/** Any host that has room, each as likely as the others: the original's way. */
export class SimpleDispatcher extends Dispatcher {
  override choose(
    candidates: readonly HostCandidate[],
    placement: Placement,
    random: () => number,
  ): HostCandidate | undefined {
    const open = candidates.filter((host) => hasRoom(host, placement));
    return open[Math.floor(random() * open.length)];
  }
}
