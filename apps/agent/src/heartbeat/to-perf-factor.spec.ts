import { describe, expect, it } from 'vitest';
import type { HostLoad } from './host-probe.port.js';
import { readAvailableMemory } from './read-available-memory.js';
import { toPerfFactor } from './to-perf-factor.js';

const idle: HostLoad = {
  load: 0,
  cpus: 4,
  freeMemoryBytes: 1000,
  totalMemoryBytes: 1000,
  freeDiskBytes: 1000,
  totalDiskBytes: 1000,
};

describe('toPerfFactor', () => {
  it.each<[string, Partial<HostLoad>, number]>([
    ['an idle host', {}, 0.01],
    ['one process per CPU', { load: 4 }, 1],
    ['a busy CPU', { load: 6 }, 1.5],
    ['half of the memory used', { freeMemoryBytes: 500 }, 1],
    ['two of three parts of the disk used', { freeDiskBytes: 1, totalDiskBytes: 3 }, 2],
    ['the scarcest of all', { load: 4, freeMemoryBytes: 250, freeDiskBytes: 900 }, 3],
    ['a full disk', { freeDiskBytes: 0 }, 1_000_000],
    ['a host that tells nothing', { cpus: 0, totalMemoryBytes: 0, freeMemoryBytes: 0, totalDiskBytes: 0 }, 0.01],
    ['more free than there is', { freeMemoryBytes: 2000 }, 0.01],
  ])('reads %s', (_, load, factor) => {
    expect(toPerfFactor({ ...idle, ...load })).toBe(factor);
  });
});

describe('readAvailableMemory', () => {
  it.each([
    ['MemTotal:       16 kB\nMemFree:   1 kB\nMemAvailable:    8 kB\n', 8192],
    ['MemTotal:       16 kB\n', undefined],
    ['', undefined],
  ])('reads %j', (text, bytes) => {
    expect(readAvailableMemory(text)).toBe(bytes);
  });
});
