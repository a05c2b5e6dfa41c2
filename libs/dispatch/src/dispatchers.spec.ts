import { describe, expect, it } from 'vitest';
import type { Dispatcher, HostCandidate } from './dispatcher.port.js';
import { LeastLoadedDispatcher } from './least-loaded-dispatcher.js';
import { PerfFactorDispatcher } from './perf-factor-dispatcher.js';
import { SimpleDispatcher } from './simple-dispatcher.js';
import { SpreadDispatcher } from './spread-dispatcher.js';
import { aHost, aPlacement } from './testing/a-host.js';
import { type Evenness, simulatePlacements } from './testing/simulate-placements.js';

const GIB = 2 ** 30;
const ALL = [new SimpleDispatcher(), new PerfFactorDispatcher(), new LeastLoadedDispatcher(), new SpreadDispatcher()];

/** Gives the numbers one after the other, the last one for ever. */
function numbers(...given: readonly number[]): () => number {
  let next = 0;
  return () => given[Math.min(next++, given.length - 1)] ?? 0;
}

function choose(dispatcher: Dispatcher, hosts: readonly HostCandidate[], random: () => number): string | undefined {
  return dispatcher.choose(hosts, aPlacement({ memoryBytes: GIB }), random)?.hostId;
}

describe.each(ALL.map((dispatcher) => ({ name: dispatcher.constructor.name, dispatcher })))(
  '$name',
  ({ dispatcher }) => {
    it.each([
      { title: 'none of none', hosts: [], chosen: undefined },
      { title: 'the only one', hosts: [aHost('a')], chosen: 'a' },
      { title: 'none without enough ports', hosts: [aHost('a', { freePorts: 1 })], chosen: undefined },
      { title: 'none without enough memory', hosts: [aHost('a', { freeMemoryBytes: GIB - 1 })], chosen: undefined },
      { title: 'one with just enough', hosts: [aHost('a', { freePorts: 2, freeMemoryBytes: GIB })], chosen: 'a' },
      { title: 'one that does not measure', hosts: [aHost('full', { freePorts: 0 }), aHost('b')], chosen: 'b' },
      { title: 'one that says 0', hosts: [aHost('a', { perfFactor: 0 })], chosen: 'a' },
    ])('chooses $title, whatever chance says', ({ hosts, chosen }) => {
      for (const number of [0, 0.5, 1 - Number.EPSILON]) expect(choose(dispatcher, hosts, () => number)).toBe(chosen);
    });

    it('leaves nothing out while there is room, and fills no host beyond its memory', () => {
      const { placed, most } = simulatePlacements(dispatcher, { hosts: 8, placements: 1000, organizations: 3 });

      expect(placed).toBe((2 * (4 + 8 + 16 + 32) * GIB) / (GIB / 4));
      expect(most).toBe(1);
    });
  },
);

describe('PerfFactorDispatcher', () => {
  const dispatcher = new PerfFactorDispatcher();

  it.each([
    [0, 'fast'],
    [0.66, 'fast'],
    [0.67, 'slow'],
    [1 - Number.EPSILON, 'slow'],
  ])('gives a host with half the factor twice the chance: %d', (number, chosen) => {
    const hosts = [aHost('fast', { perfFactor: 0.5 }), aHost('slow', { perfFactor: 1 })];

    expect(choose(dispatcher, hosts, () => number)).toBe(chosen);
  });
});

describe('LeastLoadedDispatcher', () => {
  const dispatcher = new LeastLoadedDispatcher();
  const free = (hostId: string, gib: number, said: Partial<HostCandidate> = {}): HostCandidate =>
    aHost(hostId, { freeMemoryBytes: gib * GIB, ...said });

  it.each([
    { title: 'memory', hosts: [free('a', 2), free('b', 3)], chosen: 'b' },
    { title: 'memory before ports', hosts: [free('a', 3, { freePorts: 2 }), free('b', 2)], chosen: 'a' },
    { title: 'ports where memory is equal', hosts: [free('a', 2, { freePorts: 9 }), free('b', 2)], chosen: 'b' },
    { title: 'ports where one does not measure', hosts: [free('a', 2), aHost('b', { freePorts: 101 })], chosen: 'b' },
    { title: 'instances where all else is equal', hosts: [aHost('a', { instances: 1 }), aHost('b')], chosen: 'b' },
    { title: 'chance where nothing differs', hosts: [aHost('a'), aHost('b')], chosen: 'a' },
  ])('takes the freer one of two: by $title', ({ hosts, chosen }) => {
    expect(choose(dispatcher, hosts, numbers(0, 0))).toBe(chosen);
  });

  it('asks two by chance, so the freest one is not everybody’s', () => {
    const hosts = [free('a', 2), free('b', 3), free('c', 9)];

    expect(choose(dispatcher, hosts, numbers(0, 0))).toBe('b');
    expect(choose(dispatcher, hosts, numbers(0, 0.9))).toBe('c');
  });
});

describe('SpreadDispatcher', () => {
  it('asks only hosts with the fewest instances of the organization', () => {
    const hosts = [
      aHost('a', { instancesOfOrganization: 1, freeMemoryBytes: 99 * GIB }),
      aHost('b', { instances: 9 }),
      aHost('full', { freePorts: 0 }),
    ];

    for (const number of [0, 0.5, 0.99]) expect(choose(new SpreadDispatcher(), hosts, () => number)).toBe('b');
  });
});

describe('10,000 placements on 1,000 unequal hosts', () => {
  const world = { hosts: 1000, placements: 10_000, organizations: 100 };
  const results = new Map<string, Evenness>();
  const play = (dispatcher: Dispatcher): Evenness => {
    const evenness = simulatePlacements(dispatcher, world);
    results.set(dispatcher.constructor.name, evenness);
    return evenness;
  };

  it('are more even the more a strategy knows', () => {
    const [simple, perfFactor, leastLoaded, spread] = ALL.map(play) as [Evenness, Evenness, Evenness, Evenness];
    for (const [name, evenness] of results) process.stdout.write(`${name}: ${JSON.stringify(evenness)}\n`);

    for (const { placed } of results.values()) expect(placed).toBe(world.placements);
    expect(perfFactor.variation).toBeLessThan(simple.variation);
    expect(leastLoaded.most).toBeLessThan(simple.most);
    expect(spread.mostOfOneOrganization).toBe(1);
    expect(simple.mostOfOneOrganization).toBeGreaterThan(1);
  });
});
