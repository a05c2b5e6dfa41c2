import { describe, expect, it } from 'vitest';

import type { ContainerChange } from './docker-driver.port.js';
import { toHostLimits } from './to-host-limits.js';

const changes: [ContainerChange, object][] = [
  [{}, {}],
  [{ memoryBytes: 1024 }, { Memory: 1024, MemorySwap: 1024 }],
  [{ milliCpus: 250 }, { NanoCpus: 250_000_000 }],
  [{ pidsLimit: 64 }, { PidsLimit: 64 }],
  [{ restart: 'no' }, { RestartPolicy: { Name: 'no' } }],
  [
    { milliCpus: 1500, restart: 'always' },
    { NanoCpus: 1_500_000_000, RestartPolicy: { Name: 'always' } },
  ],
];

describe('toHostLimits', () => {
  it.each(changes)('says of %j no more than that', (change, limits) => {
    expect(toHostLimits(change)).toEqual(limits);
  });
});
