import { describe, expect, it } from 'vitest';
import type { InstanceRecord } from '#persistence';
import { decideInstanceAction, MOST_STARTS } from './decide-instance-action.js';

const READY: InstanceRecord = {
  instanceId: 'i',
  hostId: 'h',
  state: 'ready',
  health: 'ok',
  containerName: 'osb-i',
  containerId: 'c1',
  restarts: 0,
  restartInMs: -1_000_000,
};
const isIn = (
  state: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead',
  containerId = 'c1',
): { containerId: string; state: typeof state } => ({ containerId, state });
const start = (restarts: number, restartInMs: number): object => ({
  act: 'start',
  containerId: 'c1',
  change: { restarts, restartInMs },
});

describe('decideInstanceAction', () => {
  it.each<[string, Partial<InstanceRecord>, ReturnType<typeof isIn> | undefined, unknown]>([
    ['does nothing for one that runs', {}, isIn('running'), undefined],
    ['notes the id of its container', {}, isIn('running', 'c2'), { act: 'record', change: { containerId: 'c2' } }],
    ['looks by name for one that is not in the list (row 70)', {}, undefined, { act: 'look' }],
    ['looks for one that was degraded, too', { health: 'degraded' }, undefined, { act: 'look' }],
    ['does not look for one that is lost already', { health: 'lost' }, undefined, undefined],
    [
      'finds what was lost (row 70)',
      { health: 'lost', restarts: 2 },
      isIn('exited'),
      { act: 'record', change: { health: 'ok', restarts: 0 } },
    ],
    [
      'finds what was lost in a new container',
      { health: 'lost' },
      isIn('running', 'c2'),
      { act: 'record', change: { health: 'ok', restarts: 0, containerId: 'c2' } },
    ],
    ['starts one that was stopped (row 71)', {}, isIn('exited'), start(1, 10_000)],
    ['starts one that never ran', {}, isIn('created'), start(1, 10_000)],
    ['starts a dead one', {}, isIn('dead'), start(1, 10_000)],
    ['waits longer with each try', { restarts: 4, restartInMs: 0 }, isIn('exited'), start(5, 160_000)],
    ['does not start one before its time', { restarts: 1, restartInMs: 1 }, isIn('exited'), undefined],
    [
      'gives up after five tries (row 71)',
      { restarts: MOST_STARTS },
      isIn('exited'),
      { act: 'record', change: { health: 'degraded' } },
    ],
    ['leaves a degraded one alone', { health: 'degraded', restarts: MOST_STARTS }, isIn('exited'), undefined],
    [
      'counts what Docker restarts again and again, without a start of its own',
      {},
      isIn('restarting'),
      { act: 'record', change: { restarts: 1, restartInMs: 10_000 } },
    ],
    [
      'counts what somebody has paused',
      { restarts: 2 },
      isIn('paused'),
      { act: 'record', change: { restarts: 3, restartInMs: 40_000 } },
    ],
    [
      'tells of what stays paused',
      { restarts: MOST_STARTS },
      isIn('paused'),
      { act: 'record', change: { health: 'degraded' } },
    ],
    ['waits for the end of a removal', {}, isIn('removing'), undefined],
    [
      'does not trust one that has just been started',
      { restarts: 1, restartInMs: -59_999 },
      isIn('running'),
      undefined,
    ],
    [
      'forgets its tries once it has stayed up',
      { restarts: 1, restartInMs: -60_000 },
      isIn('running'),
      { act: 'record', change: { health: 'ok', restarts: 0 } },
    ],
    [
      'is well again when somebody has mended it',
      { health: 'degraded', restarts: MOST_STARTS },
      isIn('running'),
      { act: 'record', change: { health: 'ok', restarts: 0 } },
    ],
    ['leaves one alone that a container of before us serves', { containerId: undefined }, undefined, undefined],
    ['leaves one alone that is being made', { state: 'creating' }, isIn('created'), undefined],
    ['leaves one alone that is being deleted', { state: 'deleting' }, isIn('exited'), undefined],
    ['leaves one alone whose creation failed', { state: 'failed' }, undefined, undefined],
  ])('%s', (_, changes, container, action) => {
    expect(decideInstanceAction({ ...READY, ...changes }, container, false)).toEqual(action);
  });

  it.each(['always', 'on-failure', 'no'] as const)(
    'starts what is down, whatever the engine is to do by itself (ADR 0026): %s',
    (restart) => {
      const seen = { ...isIn('exited'), restart };

      expect(decideInstanceAction(READY, seen, false)).toEqual(start(1, 10_000));
      expect(decideInstanceAction({ ...READY, restarts: MOST_STARTS }, seen, false)).toMatchObject({
        change: { health: 'degraded' },
      });
    },
  );

  it.each([undefined, isIn('exited'), isIn('running', 'c2')])('leaves %j to the operation that lives on it', (seen) => {
    expect(decideInstanceAction(READY, seen, true)).toBeUndefined();
  });
});
