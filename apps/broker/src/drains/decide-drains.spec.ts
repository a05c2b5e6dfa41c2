import { describe, expect, it } from 'vitest';
import { decideDrains, FAREWELL_MS } from './decide-drains.js';
import type { Drain, NotedDrain } from './drain.types.js';

const NOW = 1_000_000;
const drain = (containerId: string, host = 'logs'): Drain => ({
  containerId,
  instanceId: `i-${containerId}`,
  url: { isTls: false, host, port: 514 },
  sender: 'host',
  data: {},
});
const leaving = (containerId: string, forMs: number): NotedDrain => ({
  ...drain(containerId),
  leavingSince: NOW - forMs,
});

describe('what a shipper should do', () => {
  it.each<[string, readonly NotedDrain[], readonly Drain[], readonly NotedDrain[]]>([
    ['nothing where nothing is wanted', [], [], []],
    ['what is wanted, in one order', [], [drain('b'), drain('a')], [drain('a'), drain('b')]],
    ['what it does, as long as that is wanted', [drain('a')], [drain('a')], [drain('a')]],
    ['another drain at once', [drain('a')], [drain('a', 'other')], [drain('a', 'other')]],
    ['the last lines of a container that is not wanted any more', [drain('a')], [], [leaving('a', 0)]],
    ['the same for a while', [leaving('a', FAREWELL_MS - 1)], [], [leaving('a', FAREWELL_MS - 1)]],
    ['and no longer', [leaving('a', FAREWELL_MS)], [], []],
    ['all of it again when it is wanted again', [leaving('a', 1)], [drain('a')], [drain('a')]],
    ['nothing for ever because of a clock that was set back', [leaving('a', -FAREWELL_MS)], [], []],
  ])('is %s', (_, noted, wanted, decided) => {
    expect(decideDrains(noted, wanted, NOW)).toEqual(decided);
  });
});
