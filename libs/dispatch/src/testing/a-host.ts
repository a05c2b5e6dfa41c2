import type { HostCandidate, Placement } from '../dispatcher.port.js';

/** A host with room, but for what is said. */
export function aHost(hostId: string, said: Partial<HostCandidate> = {}): HostCandidate {
  return { hostId, perfFactor: 1, freePorts: 100, instances: 0, instancesOfOrganization: 0, ...said };
}

export function aPlacement(said: Partial<Placement> = {}): Placement {
  return { serviceId: 'redis', planId: 'redis_small', ports: 2, memoryBytes: 0, organizationId: 'org', ...said };
}
