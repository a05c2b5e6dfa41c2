import type { Dispatcher, HostCandidate } from '../dispatcher.port.js';
import { seededRandom } from './seeded-random.js';

const GIB = 2 ** 30;
const MEMORY_BYTES = 256 * 2 ** 20;
const PORTS = 1;

export interface Evenness {
  readonly placed: number;
  /** Of the memory of each host, the part that is reserved: least, mean and most. */
  readonly least: number;
  readonly mean: number;
  readonly most: number;
  /** Standard deviation by mean. */
  readonly variation: number;
  /** Most instances that one organization has on one host. */
  readonly mostOfOneOrganization: number;
}

interface SimulatedHost extends HostCandidate {
  readonly memoryBytes: number;
  readonly byOrganization: Map<string, number>;
  freePorts: number;
  freeMemoryBytes: number;
  instances: number;
  instancesOfOrganization: number;
}

/** Unequal hosts: 4, 8, 16 and 32 GiB, by turns; a bigger one reports a lower factor. */
function makeHosts(count: number): SimulatedHost[] {
  return Array.from({ length: count }, (_, index) => {
    const size = 4 * 2 ** (index % 4);
    const memoryBytes = size * GIB;
    const fresh = { freePorts: 10_000, instances: 0, instancesOfOrganization: 0, byOrganization: new Map() };
    return { hostId: String(index), perfFactor: 4 / size, memoryBytes, freeMemoryBytes: memoryBytes, ...fresh };
  });
}

/** As many placements, one after the other, of organizations by turns. */
export function simulatePlacements(
  dispatcher: Dispatcher,
  { hosts: count, placements, organizations }: Record<'hosts' | 'placements' | 'organizations', number>,
): Evenness {
  const random = seededRandom(20_261_125);
  const hosts = makeHosts(count);
  let placed = 0;
  for (let nth = 0; nth < placements; nth += 1) {
    const organizationId = String(nth % organizations);
    for (const host of hosts) host.instancesOfOrganization = host.byOrganization.get(organizationId) ?? 0;
    const wanted = { serviceId: 's', planId: 's_p', ports: PORTS, memoryBytes: MEMORY_BYTES, organizationId };
    const chosen = dispatcher.choose(hosts, wanted, random);
    if (chosen === undefined) continue;
    take(chosen, organizationId);
    placed += 1;
  }
  return { placed, ...measure(hosts) };
}

function take(host: SimulatedHost, organizationId: string): void {
  host.instances += 1;
  host.freePorts -= PORTS;
  host.freeMemoryBytes -= MEMORY_BYTES;
  host.byOrganization.set(organizationId, host.instancesOfOrganization + 1);
}

function measure(hosts: readonly SimulatedHost[]): Omit<Evenness, 'placed'> {
  const used = hosts.map(({ instances, memoryBytes }) => (instances * MEMORY_BYTES) / memoryBytes);
  const mean = used.reduce((sum, part) => sum + part, 0) / used.length;
  const variance = used.reduce((sum, part) => sum + (part - mean) ** 2, 0) / used.length;
  const mostOfOneOrganization = Math.max(...hosts.flatMap(({ byOrganization }) => [...byOrganization.values()]));
  const ends = { least: Math.min(...used), mean, most: Math.max(...used) };
  return { ...ends, variation: Math.sqrt(variance) / mean, mostOfOneOrganization };
}
