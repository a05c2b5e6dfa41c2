import { describe, expect, it } from 'vitest';

import { EngineAnswerError } from './docker-driver.errors.js';
import { toContainerLimits } from './to-container-limits.js';

const none = { memoryBytes: 0, milliCpus: 0, pidsLimit: 0, restart: 'no' };

describe('toContainerLimits', () => {
  it.each([
    [{}, none],
    [{ Memory: 0, NanoCpus: 0, PidsLimit: null, RestartPolicy: { Name: '', MaximumRetryCount: 0 } }, none],
    [
      { Memory: 6_291_456, MemorySwap: -1 },
      { ...none, memoryBytes: 6_291_456 },
    ],
    [{ NanoCpus: 250_000_000 }, { ...none, milliCpus: 250 }],
    [{ NanoCpus: 333_333_333 }, { ...none, milliCpus: 333 }],
    [{ PidsLimit: 64 }, { ...none, pidsLimit: 64 }],
    [{ PidsLimit: -1 }, none],
    [{ RestartPolicy: { Name: 'no' } }, none],
    [{ RestartPolicy: { Name: 'always' } }, { ...none, restart: 'always' }],
    [{ RestartPolicy: { Name: 'unless-stopped' } }, { ...none, restart: 'other' }],
    [{ RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 } }, { ...none, restart: 'on-failure' }],
  ])('reads %j', (hostConfig, limits) => {
    expect(toContainerLimits(hostConfig)).toEqual(limits);
  });

  it.each([{ Memory: '64m' }, { NanoCpus: 0.5 }, { PidsLimit: {} }, { RestartPolicy: 'always' }])(
    'refuses %j',
    (hostConfig) => {
      expect(() => toContainerLimits(hostConfig)).toThrow(EngineAnswerError);
    },
  );
});
