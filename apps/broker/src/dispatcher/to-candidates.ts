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

interface Made {
  readonly room: Room;
  readonly candidate: HostCandidate | undefined;
}

/** By the list that they were made of: orders look at a thousand hosts each, of which few have changed in between. */
export type MadeCandidates = WeakMap<readonly Room[], readonly Made[]>;

/**
 * The hosts with enough free disk, each with the memory that is left to reserve. What an agent does not measure has no
 * bound; a host that has given away more than it may still takes what reserves nothing.
 *
 * @param known those of earlier calls
 */
export function toCandidates(
  rooms: readonly Room[],
  bounds: HostBounds,
  known: MadeCandidates = new WeakMap(),
): readonly HostCandidate[] {
  const before = known.get(rooms) ?? [];
  const made = rooms.map((room, index) => {
    const one = before[index];
    return one?.room === room ? one : { room, candidate: toCandidate(room, bounds) };
  });
  known.set(rooms, made);
  return made.map(({ candidate }) => candidate).filter((candidate) => candidate !== undefined);
}

function toCandidate(room: Room, { memoryShare, minFreeDiskBytes }: HostBounds): HostCandidate | undefined {
  if (!hasDisk(room.measured, minFreeDiskBytes)) return undefined;
  const { hostId, perfFactor, freePorts, instances, instancesOfOrganization } = room;
  const candidate = { hostId, perfFactor, freePorts, instances, instancesOfOrganization };
  const total = room.measured.totalMemoryBytes;
  if (total === undefined) return candidate;
  const left = remainingMemory(total, memoryShare, room.reservedMemoryBytes);
  return { ...candidate, freeMemoryBytes: Math.max(0, left) };
}
