import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RecordingLogger } from './operations/testing/recording-logger.js';
import { StallGuard } from './stall-guard.js';

const LIMIT_MS = 10_000;

describe('StallGuard', () => {
  const server = { closeIdleConnections: vi.fn() };
  let guard: StallGuard;
  let logger: RecordingLogger;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    logger = RecordingLogger.install();
    guard = new StallGuard(server, LIMIT_MS);
  });
  afterEach(() => {
    guard.close();
    RecordingLogger.restore();
    vi.useRealTimers();
  });

  /** Time passes, and nothing runs. */
  const standStill = (ms: number): void => {
    const startedAt = performance.now();
    vi.spyOn(performance, 'now').mockReturnValue(startedAt + ms);
  };
  const runTimers = (): void => {
    vi.advanceTimersToNextTimer();
  };

  it('admits what comes while the process runs, for ever', () => {
    for (let second = 0; second < 60; second += 1) {
      vi.advanceTimersByTime(1_000);
      expect(guard.admits()).toBe(true);
    }

    expect(server.closeIdleConnections).not.toHaveBeenCalled();
  });

  it('admits nothing that is read before its timers run again', () => {
    standStill(LIMIT_MS + 1);

    expect(guard.admits()).toBe(false);
  });

  it('closes what nobody is being answered on, and admits again a turn later (row 5)', () => {
    standStill(LIMIT_MS + 1);

    runTimers();
    expect(server.closeIdleConnections).toHaveBeenCalledTimes(1);
    expect(guard.admits()).toBe(false);
    runTimers();

    expect(server.closeIdleConnections).toHaveBeenCalledTimes(2);
    expect(guard.admits()).toBe(true);
    runTimers();
    expect(server.closeIdleConnections).toHaveBeenCalledTimes(2);
    expect(logger.entries).toMatchObject([{ ms: LIMIT_MS + 1 }]);
  });

  it('stays closed when it stands still once more before that', () => {
    standStill(LIMIT_MS + 1);
    runTimers();
    standStill(LIMIT_MS + 1);

    runTimers();

    expect(guard.admits()).toBe(false);
    runTimers();
    expect(guard.admits()).toBe(true);
  });

  it('takes a shorter pause for none', () => {
    standStill(LIMIT_MS);

    expect(guard.admits()).toBe(true);
    runTimers();

    expect(server.closeIdleConnections).not.toHaveBeenCalled();
  });
});
