import type { HostCandidate } from '#dispatch';
import { type HostRoom, remainingMemory } from '#persistence';
import { hasDisk } from '../agents-registry/has-disk.types.js';

/** What an operator says of how far hosts are filled. */
export interface HostBounds {
  /** Of a host's memory, what may be reserved: 1 is all of it. */
  readonly memoryShare: number;
  readonly minFreeDiskBytes: number;
}

type Room = Pick<HostRoom, 'hostId' | 'perfFactor' | 'freePorts' | 'instances' | 'instancesOfOrganization'> &
  Pick<HostRoom, 'measured' | 'reservedMemoryBytes'>;

/**
 * The hosts with enough free disk, each with the memory that is left to reserve. What an agent does not measure has no
 * bound; a host that has given away more than it may still takes what reserves nothing.
 */
export function toCandidates(rooms: readonly Room[], bounds: HostBounds): readonly HostCandidate[] {
  return rooms
    .filter(({ measured }) => hasDisk(measured, bounds.minFreeDiskBytes))
    .map((room) => toCandidate(room, bounds));
}

function toCandidate(room: Room, { memoryShare }: HostBounds): HostCandidate {
  const { hostId, perfFactor, freePorts, instances, instancesOfOrganization } = room;
  const candidate = { hostId, perfFactor, freePorts, instances, instancesOfOrganization };
  const total = room.measured.totalMemoryBytes;
  if (total === undefined) return candidate;
  const left = remainingMemory(total, memoryShare, room.reservedMemoryBytes);
  return { ...candidate, freeMemoryBytes: Math.max(0, left) };
}
