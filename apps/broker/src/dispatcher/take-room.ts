import type { Placement } from '#dispatch';
import type { HostRoom } from '#persistence';

type Room = Pick<HostRoom, 'instances' | 'freePorts' | 'reservedMemoryBytes'>;

/** What is left of a host that gets one more instance. */
export function takeRoom<Some extends Room>(room: Some, { ports, memoryBytes }: Placement): Some {
  const { instances, freePorts, reservedMemoryBytes } = room;
  return {
    ...room,
    instances: instances + 1,
    freePorts: freePorts - ports,
    reservedMemoryBytes: reservedMemoryBytes + memoryBytes,
  };
}
