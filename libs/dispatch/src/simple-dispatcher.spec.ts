import { describe, expect, it } from 'vitest';
import type { HostCandidate } from './dispatcher.port.js';
import { SimpleDispatcher } from './simple-dispatcher.js';
import { aHost, aPlacement } from './testing/a-host.js';
import { seededRandom } from './testing/seeded-random.js';

const placement = aPlacement();

describe('SimpleDispatcher', () => {
  const dispatcher = new SimpleDispatcher();
  const choose = (candidates: readonly HostCandidate[], random: number): string | undefined =>
    dispatcher.choose(candidates, placement, () => random)?.hostId;

  it.each([
    { title: 'none of none', candidates: [], random: 0, chosen: undefined },
    { title: 'the only one', candidates: [aHost('a')], random: 0.99, chosen: 'a' },
    { title: 'the first for the least number', candidates: [aHost('a'), aHost('b')], random: 0, chosen: 'a' },
    { title: 'the last for the greatest', candidates: [aHost('a'), aHost('b')], random: 0.999_999, chosen: 'b' },
    { title: 'none without enough ports', candidates: [aHost('a', { freePorts: 1 })], random: 0, chosen: undefined },
    { title: 'one with just enough ports', candidates: [aHost('a', { freePorts: 2 })], random: 0, chosen: 'a' },
    { title: 'a slow one as well', candidates: [aHost('a', { perfFactor: 99 })], random: 0.5, chosen: 'a' },
  ])('chooses $title', ({ candidates, random, chosen }) => {
    expect(choose(candidates, random)).toBe(chosen);
  });

  it('spreads evenly over the hosts that have room', () => {
    const hosts = [aHost('a', { perfFactor: 9 }), aHost('b'), aHost('full', { freePorts: 0 }), aHost('c')];
    const random = seededRandom(20_141_124);
    const counts = new Map<string | undefined, number>();

    for (let time = 0; time < 30_000; time += 1) {
      const hostId = dispatcher.choose(hosts, placement, random)?.hostId;
      counts.set(hostId, (counts.get(hostId) ?? 0) + 1);
    }

    expect([...counts.keys()].sort()).toEqual(['a', 'b', 'c']);
    for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(300);
  });
});
