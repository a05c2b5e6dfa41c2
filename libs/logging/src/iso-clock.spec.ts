import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IsoClock } from './iso-clock.js';

describe('IsoClock', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.UTC(2026, 0, 2, 3, 4, 5, 6) });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('tells each millisecond in words', () => {
    const clock = new IsoClock();

    const times = [clock.now(), clock.now(), (vi.advanceTimersByTime(1), clock.now())];

    expect(times).toEqual(['2026-01-02T03:04:05.006Z', '2026-01-02T03:04:05.006Z', '2026-01-02T03:04:05.007Z']);
  });

  it('goes back with a clock that was set back', () => {
    const clock = new IsoClock();
    clock.now();

    vi.setSystemTime(0);

    expect(clock.now()).toBe('1970-01-01T00:00:00.000Z');
  });
});
