import type { HostCandidate, Placement } from './dispatcher.port.js';

/** Whether the host has as many free ports as the instance needs. */
export function hasRoom(host: HostCandidate, placement: Placement): boolean {
  return host.freePorts >= placement.ports;
}
