import { Dispatcher } from './dispatcher.port.js';
import type { HostCandidate, Placement } from './dispatcher.port.js';
import { hasRoom } from './has-room.js';
import { LeastLoadedDispatcher } from './least-loaded-dispatcher.js';

/** An organization's instances on different hosts: only those with the fewest of its own are asked, then the freer one wins. */
export class SpreadDispatcher extends Dispatcher {
  private readonly among = new LeastLoadedDispatcher();

  override choose<Candidate extends HostCandidate>(
    candidates: readonly Candidate[],
    placement: Placement,
    random: () => number,
  ): Candidate | undefined {
    const open = candidates.filter((host) => hasRoom(host, placement));
    const fewest = Math.min(...open.map((host) => host.instancesOfOrganization));
    const even = open.filter((host) => host.instancesOfOrganization === fewest);
    return this.among.choose(even, placement, random);
  }
}
