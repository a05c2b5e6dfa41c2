import { describe, expect, it } from 'vitest';

import type { HostCandidate, Placement } from './dispatcher.port.js';
import { SimpleDispatcher } from './simple-dispatcher.js';

const placement: Placement = { serviceId: 'redis', planId: 'redis_small', ports: 2 };

function toHost(hostId: string, said: Partial<HostCandidate> = {}): HostCandidate {
  return { hostId, perfFactor: 1, freePorts: 100, instances: 0, ...said };
}

/** Mulberry32: the same numbers for the same seed, everywhere. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('SimpleDispatcher', () => {
  const dispatcher = new SimpleDispatcher();
  const choose = (candidates: readonly HostCandidate[], random: number): string | undefined =>
    dispatcher.choose(candidates, placement, () => random)?.hostId;

  it.each([
    { title: 'none of none', candidates: [], random: 0, chosen: undefined },
    { title: 'the only one', candidates: [toHost('a')], random: 0.99, chosen: 'a' },
    { title: 'the first for the least number', candidates: [toHost('a'), toHost('b')], random: 0, chosen: 'a' },
    { title: 'the last for the greatest', candidates: [toHost('a'), toHost('b')], random: 0.999_999, chosen: 'b' },
    { title: 'none without enough ports', candidates: [toHost('a', { freePorts: 1 })], random: 0, chosen: undefined },
    { title: 'one with just enough ports', candidates: [toHost('a', { freePorts: 2 })], random: 0, chosen: 'a' },
    { title: 'a slow one as well', candidates: [toHost('a', { perfFactor: 99 })], random: 0.5, chosen: 'a' },
  ])('chooses $title', ({ candidates, random, chosen }) => {
    expect(choose(candidates, random)).toBe(chosen);
  });

  it('spreads evenly over the hosts that have room', () => {
    const hosts = [toHost('a', { perfFactor: 9 }), toHost('b'), toHost('full', { freePorts: 0 }), toHost('c')];
    const random = seeded(20_141_124);
    const counts = new Map<string | undefined, number>();

    for (let time = 0; time < 30_000; time += 1) {
      const hostId = dispatcher.choose(hosts, placement, random)?.hostId;
      counts.set(hostId, (counts.get(hostId) ?? 0) + 1);
    }

    expect([...counts.keys()].sort()).toEqual(['a', 'b', 'c']);
    for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(300);
  });
});
