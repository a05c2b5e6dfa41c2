import { describe, expect, it } from 'vitest';
import { decideDrainState } from './decide-drain-state.js';

const seen = (waitingLines: number, lostLines = 0) => ({ waitingLines, lostLines, state: 'sending' }) as const;

describe('how a drain fares', () => {
  it.each([
    ['nothing is counted yet', undefined, undefined, 'unknown'],
    ['nothing waits', undefined, seen(0), 'sending'],
    ['something waits for the first time', seen(0), seen(3), 'sending'],
    ['something waits again', seen(3), seen(3), 'waiting'],
    ['there is no room for more', seen(900), seen(900, 5), 'losing'],
    ['what was lost is long ago', seen(0, 5), seen(0, 5), 'sending'],
    ['rsyslog was started anew and counts from nothing', seen(0, 5), seen(0), 'sending'],
  ])('when %s', (_, before, now, state) => {
    expect(decideDrainState(before, now).state).toBe(state);
  });
});
