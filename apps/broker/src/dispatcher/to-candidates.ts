import type { HostCandidate } from '#dispatch';
import { type HostRoom, remainingMemory } from '#persistence';
import { hasDisk } from '../agents-registry/has-disk.types.js';

/** What an operator says of how far hosts are filled. */
export interface HostBounds {
  /** Of a host's memory, what may be reserved: 1 is all of it. */
  readonly memoryShare: number;
  readonly minFreeDiskBytes: number;
}

/** As it was read; never changed. */
type Room = Pick<HostRoom, 'hostId' | 'perfFactor' | 'freePorts' | 'instances' | 'instancesOfOrganization'> &
  Pick<HostRoom, 'measured' | 'reservedMemoryBytes'>;

/**
 * The hosts with enough free disk, each with the memory that is left to reserve. What an agent does not measure has no
 * bound; a host that has given away more than it may still takes what reserves nothing.
 *
 * @param made those of earlier calls: orders look at a thousand hosts each, of which few have changed in between
 */
export function toCandidates(
  rooms: readonly Room[],
  bounds: HostBounds,
  made = new WeakMap<Room, HostCandidate>(),
): readonly HostCandidate[] {
  const candidates: HostCandidate[] = [];
  for (const room of rooms) {
    if (!hasDisk(room.measured, bounds.minFreeDiskBytes)) continue;
    const candidate = made.get(room) ?? toCandidate(room, bounds);
    made.set(room, candidate);
    candidates.push(candidate);
  }
  return candidates;
}

function toCandidate(room: Room, { memoryShare }: HostBounds): HostCandidate {
  const { hostId, perfFactor, freePorts, instances, instancesOfOrganization } = room;
  const candidate = { hostId, perfFactor, freePorts, instances, instancesOfOrganization };
  const total = room.measured.totalMemoryBytes;
  if (total === undefined) return candidate;
  const left = remainingMemory(total, memoryShare, room.reservedMemoryBytes);
  return { ...candidate, freeMemoryBytes: Math.max(0, left) };
}
