import { describe, expect, it } from 'vitest';
import { findShortages, type Stocked } from './find-shortages.js';

const BOUNDS = { memoryShare: 0.5, minFreeDiskBytes: 1_000 };
const ENOUGH: Stocked = {
  fullForMs: 0,
  portMin: 20_000,
  portMax: 20_009,
  claimedPorts: 9,
  measured: { freeDiskBytes: 1_000, totalMemoryBytes: 100 },
  reservedMemoryBytes: 49,
};

describe('findShortages', () => {
  it.each<[string, Partial<Stocked>]>([
    ['there is enough of everything', {}],
    ['nothing is measured', { measured: {}, reservedMemoryBytes: 1e12 }],
  ])('finds none where %s', (_name, changes) => {
    expect(findShortages({ ...ENOUGH, ...changes }, BOUNDS)).toEqual([]);
  });

  it.each<[string, Partial<Stocked>]>([
    ['its disk was full; tried again in 60 s', { fullForMs: 59_900 }],
    ['it has less free disk than docker.minFreeDisk: make room', { measured: { freeDiskBytes: 999 } }],
    ['all ports of its range are claimed: have its agent give it a larger one', { claimedPorts: 10 }],
    ['all memory that may be is reserved: see docker.memoryShare', { reservedMemoryBytes: 50 }],
  ])('says: %s', (shortage, changes) => {
    expect(findShortages({ ...ENOUGH, ...changes }, BOUNDS)).toEqual([shortage]);
  });
});
