import { describe, expect, it } from 'vitest';
import { isAlive, toHostId } from './host-rules.js';

describe('isAlive', () => {
  it.each([
    [10, 0, true],
    [10, 30_000, true],
    [10, 30_001, false],
    [1, 3_000, true],
    [1, 3_001, false],
    [10, -5_000, true],
  ])('with a beat each %i s, after %i ms of silence: %s', (keepAliveSeconds, silentMs, alive) => {
    expect(isAlive(keepAliveSeconds, silentMs)).toBe(alive);
  });
});

describe('toHostId', () => {
  it.each([
    ['10.0.0.1', 2376, '10.0.0.1:2376'],
    ['docker.internal', 2375, 'docker.internal:2375'],
    ['unix:///run/docker.sock', 0, 'unix:///run/docker.sock'],
    ['unix:///run/docker.sock', 2375, 'unix:///run/docker.sock'],
  ])('of %s and %i is %s', (dockerHost, dockerPort, hostId) => {
    expect(toHostId({ dockerHost, dockerPort })).toBe(hostId);
  });
});
