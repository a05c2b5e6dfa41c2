import { Dispatcher, type HostCandidate, type Placement } from './dispatcher.port.js';

/** A random one of the hosts with room, as in the original. */
export class SimpleDispatcher extends Dispatcher {
  override choose<Candidate extends HostCandidate>(
    candidates: readonly Candidate[],
    { ports }: Placement,
    random: () => number,
  ): Candidate | undefined {
    const withRoom = candidates.filter(({ freePorts }) => freePorts >= ports);
    return withRoom[Math.floor(random() * withRoom.length)];
  }
}
