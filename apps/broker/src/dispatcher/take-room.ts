import type { HostCandidate, Placement } from '#dispatch';

/** What is left of a host that gets one more instance. */
export function takeRoom<Room extends HostCandidate>(room: Room, { ports, memoryBytes }: Placement): Room {
  const { instances, freePorts, freeMemoryBytes } = room;
  const taken = { ...room, instances: instances + 1, freePorts: freePorts - ports };
  return freeMemoryBytes === undefined ? taken : { ...taken, freeMemoryBytes: freeMemoryBytes - memoryBytes };
}
