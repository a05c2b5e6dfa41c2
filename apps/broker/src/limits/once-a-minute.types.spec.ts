import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OnceAMinute } from './once-a-minute.types.js';

describe('OnceAMinute (T4)', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('says it at once, and then how often it happened in the minute since', () => {
    const said: number[] = [];
    const alarm = new OnceAMinute();
    const happen = (): void => {
      alarm.tell((times) => said.push(times));
    };

    for (let index = 0; index < 100; index++) happen();
    expect(said).toEqual([1]);
    vi.advanceTimersByTime(60_001);
    happen();

    expect(said).toEqual([1, 100]);
  });
});
