import { beforeEach, describe, expect, it } from 'vitest';
import type { HostRoom } from '#persistence';
import { RecentCandidates } from './recent-candidates.js';

const PLACEMENT = { serviceId: 's', planId: 'p', ports: 1, memoryBytes: 0, organizationId: 'org' };

function aRoom(hostId: string, changes: Partial<HostRoom> = {}): HostRoom {
  return { hostId, instances: 0, freePorts: 10, instancesOfOrganization: 0, ...changes } as HostRoom;
}

describe('RecentCandidates', () => {
  let nowMs: number;
  let stored: readonly HostRoom[];
  let reads: number;
  let counts: number;
  let gate: Promise<unknown>;
  let candidates: RecentCandidates;

  beforeEach(() => {
    [nowMs, reads, counts, stored, gate] = [0, 0, 0, [aRoom('a'), aRoom('b')], Promise.resolve()];
    const hosts = {
      findCandidates: async () => {
        reads += 1;
        const found = stored;
        await gate;
        return found;
      },
      countOfOrganization: () => {
        counts += 1;
        return Promise.resolve(new Map([['a', 3]]));
      },
    };
    candidates = new RecentCandidates(hosts, () => nowMs);
  });

  /** The next reading ends when it is told to. */
  const holdReading = (): (() => void) => {
    let open = (): void => undefined;
    gate = new Promise<void>((resolve) => (open = resolve));
    return open;
  };
  const find = async (): Promise<object> =>
    Object.fromEntries((await candidates.find('')).map(({ hostId, instances }) => [hostId, instances]));

  it('reads once for orders that come together, and not again for a while', async () => {
    await Promise.all([find(), find(), find()]);
    nowMs = 700;
    await find();

    expect(reads).toBe(1);
  });

  it('is read again in the background while orders come', async () => {
    await find();
    [nowMs, stored] = [800, [aRoom('c')]];
    const open = holdReading();

    expect(await find()).toEqual({ a: 0, b: 0 });

    open();
    await new Promise((resolve) => setImmediate(resolve));
    expect(await find()).toEqual({ c: 0 });
    expect(reads).toBe(2);
  });

  it('never offers what is older than a second', async () => {
    await find();
    [nowMs, stored] = [1_001, [aRoom('c')]];

    expect(await find()).toEqual({ c: 0 });
  });

  it('reads afresh when told to, whatever is being read', async () => {
    const open = holdReading();
    const first = find();
    stored = [aRoom('c')];
    const afresh = candidates.findAfresh('');
    open();

    expect(await first).toEqual({ a: 0, b: 0 });
    expect((await afresh).map(({ hostId }) => hostId)).toEqual(['c']);
  });

  it('counts what was placed since', async () => {
    await find();
    candidates.place('a', PLACEMENT);
    candidates.place('a', PLACEMENT);

    expect(await find()).toEqual({ a: 2, b: 0 });
  });

  it('keeps in mind what was placed while it was being read, and no longer', async () => {
    await find();
    nowMs = 800;
    const open = holdReading();
    await find();
    nowMs = 801;
    candidates.place('a', PLACEMENT);
    open();
    await new Promise((resolve) => setImmediate(resolve));

    expect(await find()).toEqual({ a: 1, b: 0 });

    nowMs = 2_000;
    expect(await find()).toEqual({ a: 0, b: 0 });
  });

  it('counts an organization once, and what it was given since', async () => {
    const ofOrganization = async (): Promise<readonly number[]> =>
      (await candidates.find('org')).map(({ instancesOfOrganization }) => instancesOfOrganization);

    expect(await ofOrganization()).toEqual([3, 0]);
    candidates.place('b', PLACEMENT);

    expect(await ofOrganization()).toEqual([3, 1]);
    expect(counts).toBe(1);
  });

  it('goes on after a reading that failed', async () => {
    gate = Promise.reject(new Error('away'));
    await expect(candidates.find('')).rejects.toThrow('away');
    gate = Promise.resolve();

    expect(await find()).toEqual({ a: 0, b: 0 });
  });
});
