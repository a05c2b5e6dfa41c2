import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DatabaseHealth, type DatabaseReport, DatabaseUnavailableError } from '#persistence';
import { RecordingLogger } from '../operations/testing/recording-logger.js';
import { WatchClockJob } from './watch-clock.job.js';

/** A database whose clock differs by so much. */
class ClockOf extends DatabaseHealth {
  constructor(private readonly offMs: number) {
    super();
  }

  override look(): Promise<DatabaseReport> {
    return Promise.resolve({ state: 'serving', hosts: undefined });
  }

  override tellTime(): Promise<number> {
    return Number.isNaN(this.offMs)
      ? Promise.reject(new DatabaseUnavailableError('away'))
      : Promise.resolve(Date.now() + this.offMs);
  }
}

describe('WatchClockJob', () => {
  let logger: RecordingLogger;

  beforeAll(() => {
    logger = RecordingLogger.install();
  });
  afterAll(() => {
    RecordingLogger.restore();
  });
  beforeEach(() => {
    logger.entries.length = 0;
  });

  it.each([
    ['behind', 6 * 3_600_000],
    ['ahead', -31_000],
  ])('warns at its start when this process is %s (row 72)', async (_, offMs) => {
    await new WatchClockJob(new ClockOf(offMs)).onApplicationBootstrap();

    expect(logger.entries).toMatchObject([{ message: expect.stringContaining('the clock differs') as string }]);
    const [{ aheadMs }] = logger.entries as [{ aheadMs: number }];
    expect(Math.abs(aheadMs + offMs)).toBeLessThan(1_000);
  });

  it.each([0, 20_000, -20_000])('is silent about %i ms', async (offMs) => {
    await new WatchClockJob(new ClockOf(offMs)).compare();

    expect(logger.entries).toEqual([]);
  });

  it('comes again when the database is away', async () => {
    await new WatchClockJob(new ClockOf(NaN)).compare();

    expect(logger.entries).toMatchObject([{ error: 'away' }]);
  });
});
