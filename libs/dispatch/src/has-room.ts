import type { HostCandidate, Placement } from './dispatcher.port.js';

/** Whether the host has as many free ports, and as much memory, as the instance needs. */
export function hasRoom(host: HostCandidate, { ports, memoryBytes }: Placement): boolean {
  return host.freePorts >= ports && (host.freeMemoryBytes ?? Infinity) >= memoryBytes;
}
