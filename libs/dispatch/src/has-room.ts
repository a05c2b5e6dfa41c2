import type { HostCandidate, Placement } from './dispatcher.port.js';

/** Whether the host has the ports, and may take one more instance. */
export function hasRoom(host: HostCandidate, placement: Placement): boolean {
  const isFull = host.maxInstances !== undefined && host.instances >= host.maxInstances;
  return !isFull && host.freePorts >= placement.ports;
}
