import type { HostCandidate } from './dispatcher.port.js';

/**
 * Negative where the first one is freer: by memory that no plan has reserved where both measure it, then by ports, then by
 * instances.
 */
export function compareRoom(one: HostCandidate, another: HostCandidate): number {
  const byMemory = compare(another.freeMemoryBytes, one.freeMemoryBytes);
  return byMemory || another.freePorts - one.freePorts || one.instances - another.instances;
}

function compare(one: number | undefined, another: number | undefined): number {
  return one === undefined || another === undefined ? 0 : one - another;
}
