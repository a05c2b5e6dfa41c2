import { describe, expect, it } from 'vitest';
import type { HostMeasures } from '#persistence';
import { toCandidates } from './to-candidates.js';

const BOUNDS = { memoryShare: 1, minFreeDiskBytes: 100 };
const COUNTED = { perfFactor: 1, freePorts: 5, instances: 2, instancesOfOrganization: 1 };
const room = (measured: HostMeasures, reservedMemoryBytes = 0): Parameters<typeof toCandidates>[0][number] => ({
  hostId: 'h',
  ...COUNTED,
  measured,
  reservedMemoryBytes,
});

describe('toCandidates', () => {
  it('are what dispatchers know, and nothing else', () => {
    expect(toCandidates([room({ cpus: 4 })], BOUNDS)).toEqual([{ hostId: 'h', ...COUNTED }]);
  });

  it.each([
    [1_000, 0, 1, 1_000],
    [1_000, 600, 1, 400],
    [1_000, 600, 0.5, 0],
    [1_000, 600, 2, 1_400],
    [1_000, 1_000, 1, 0],
  ])('have of %i bytes with %i reserved and a share of %f: %i', (totalMemoryBytes, reserved, memoryShare, free) => {
    const [candidate] = toCandidates([room({ totalMemoryBytes }, reserved)], { ...BOUNDS, memoryShare });

    expect(candidate?.freeMemoryBytes).toBe(free);
  });

  it('are made once for each room of a list as it was read', () => {
    const made: Parameters<typeof toCandidates>[2] = new WeakMap();
    const rooms = [room({}), room({ totalMemoryBytes: 5 })];

    const [first, second] = toCandidates(rooms, BOUNDS, made);
    rooms[1] = room({ totalMemoryBytes: 4 });
    const [again, another] = toCandidates(rooms, BOUNDS, made);

    expect(again).toBe(first);
    expect([second?.freeMemoryBytes, another?.freeMemoryBytes]).toEqual([5, 4]);
  });

  it.each([
    [99, 0],
    [100, 1],
    [undefined, 1],
  ])('with %s bytes of free disk are %i (row 26)', (freeDiskBytes, count) => {
    expect(toCandidates([room({ freeDiskBytes })], BOUNDS)).toHaveLength(count);
  });
});
