import type { Placement } from '#dispatch';
import type { HostRoom, HostStore } from '#persistence';
import { takeRoom } from './take-room.js';

/** What is older is not chosen from. */
const LONGEST_MS = 1_000;
/** From then on it is read again, while orders go on with what is there. */
const RENEWED_AFTER_MS = 700;

/** An order of our own: what was read at the same moment may not know of it. */
interface Placed {
  readonly atMs: number;
  readonly hostId: string;
  readonly placement: Placement;
}

/** All hosts, with how many instances of an organization each has. */
interface Counted {
  readonly counts: Map<string, number>;
  readonly rooms: HostRoom[];
}

interface Reading {
  /** When it began: what it shows is as old as that. */
  readonly atMs: number;
  /** Each stays in its place: who looks at a thousand of them again sees which few have changed. */
  readonly rooms: HostRoom[];
  readonly places: ReadonlyMap<string, number>;
  /** Counted once for each organization that orders. */
  readonly ofOrganizations: Map<string, Promise<Counted>>;
}

/**
 * All candidates as they were a moment ago. To count everybody's instances takes the longer the more there are, so orders
 * share one reading; it is renewed while orders come, never while there are none. The database decides in the end: a host
 * that is chosen is read afresh.
 */
export class RecentCandidates {
  private reading: Reading | undefined;
  private renewal: Promise<Reading> | undefined;
  private placed: Placed[] = [];

  constructor(
    private readonly hosts: Pick<HostStore, 'findCandidates' | 'countOfOrganization'>,
    private readonly nowMs: () => number,
  ) {}

  /** At most a second old. */
  async find(organizationGuid: string): Promise<readonly HostRoom[]> {
    const { reading } = this;
    const ageMs = reading === undefined ? Infinity : this.nowMs() - reading.atMs;
    if (reading === undefined || ageMs > LONGEST_MS) return this.of(await this.renew(), organizationGuid);
    // Whoever has to wait for the next one is told what went wrong.
    if (ageMs > RENEWED_AFTER_MS) void this.renew().catch(() => undefined);
    return this.of(reading, organizationGuid);
  }

  /** As of now. */
  async findAfresh(organizationGuid: string): Promise<readonly HostRoom[]> {
    await this.renewal?.catch(() => undefined);
    return this.of(await this.renew(), organizationGuid);
  }

  /** The host gets an instance of ours, so the next orders do not all run there. */
  place(hostId: string, placement: Placement): void {
    const placed = { atMs: this.nowMs(), hostId, placement };
    this.placed.push(placed);
    if (this.reading !== undefined) apply(this.reading, placed);
  }

  private renew(): Promise<Reading> {
    this.renewal ??= this.read().finally(() => {
      this.renewal = undefined;
    });
    return this.renewal;
  }

  private async read(): Promise<Reading> {
    const atMs = this.nowMs();
    const found = await this.hosts.findCandidates();
    const places = new Map(found.map(({ hostId }, index) => [hostId, index]));
    const reading: Reading = { atMs, rooms: [...found], places, ofOrganizations: new Map() };
    this.placed = this.placed.filter((placed) => placed.atMs >= atMs);
    for (const placed of this.placed) apply(reading, placed);
    this.reading = reading;
    return reading;
  }

  private async of(reading: Reading, organizationGuid: string): Promise<readonly HostRoom[]> {
    if (organizationGuid === '') return reading.rooms;
    const { ofOrganizations } = reading;
    const counting = ofOrganizations.get(organizationGuid) ?? this.count(reading, organizationGuid);
    ofOrganizations.set(organizationGuid, counting);
    counting.catch(() => ofOrganizations.delete(organizationGuid));
    return (await counting).rooms;
  }

  private async count({ rooms }: Reading, organizationGuid: string): Promise<Counted> {
    const counts = new Map(await this.hosts.countOfOrganization(organizationGuid));
    return { counts, rooms: rooms.map((room) => withCount(room, counts.get(room.hostId))) };
  }
}

function apply({ rooms, places, ofOrganizations }: Reading, { hostId, placement }: Placed): void {
  const place = places.get(hostId);
  const room = place === undefined ? undefined : rooms[place];
  if (place === undefined || room === undefined) return;
  const taken = takeRoom(room, placement);
  rooms[place] = taken;
  for (const [organizationGuid, counting] of ofOrganizations)
    void counting.then(
      (counted) => {
        if (organizationGuid === placement.organizationId)
          counted.counts.set(hostId, (counted.counts.get(hostId) ?? 0) + 1);
        counted.rooms[place] = withCount(rooms[place] ?? taken, counted.counts.get(hostId));
      },
      () => undefined,
    );
}

function withCount(room: HostRoom, instancesOfOrganization: number | undefined): HostRoom {
  return instancesOfOrganization === undefined ? room : { ...room, instancesOfOrganization };
}
