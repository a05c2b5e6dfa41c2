import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Patience } from './patience.js';
import { ReadAgain } from './read-again.js';

const coded = (code: string): Error => Object.assign(new Error('driver'), { code });

describe('Patience', () => {
  let patience: Patience;
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] });
    patience = new Patience();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each(['ECONNREFUSED', 'ECONNRESET', 'PROTOCOL_CONNECTION_LOST', '57P01', '57P03', '08006'])(
    'comes again for five seconds after %s (rows 6 and 7)',
    (code) => {
      expect(patience.pauseAfter(coded(code))).toBe(200);

      vi.advanceTimersByTime(5_000);

      expect(patience.pauseAfter(coded(code))).toBeUndefined();
    },
  );

  it('counts from the first failure, however long the call had been under way', () => {
    vi.advanceTimersByTime(60_000);

    expect(patience.pauseAfter(coded('ECONNRESET'))).toBe(200);
  });

  it('waits for ten seconds for the file while another process has it (row 76)', () => {
    expect(patience.pauseAfter(coded('SQLITE_BUSY'))).toBeLessThanOrEqual(25);

    vi.advanceTimersByTime(9_999);
    expect(patience.pauseAfter(coded('SQLITE_BUSY_SNAPSHOT'))).toBeDefined();
    vi.advanceTimersByTime(1);
    expect(patience.pauseAfter(coded('SQLITE_BUSY'))).toBeUndefined();
  });

  it.each([new ReadAgain(), coded('40001'), coded('ER_LOCK_DEADLOCK'), coded('23505'), coded('ER_DUP_ENTRY')])(
    'tries eight times in all after %s (row 77)',
    (error) => {
      for (let tries = 1; tries < 8; tries += 1) expect(patience.pauseAfter(error)).toBeLessThan(10 * 2 ** tries);

      expect(patience.pauseAfter(error)).toBeUndefined();
    },
  );

  it.each([new Error('a bug'), coded('42601'), coded('SQLITE_FULL'), coded('53300')])(
    'gives up at once after %s',
    (error) => {
      expect(patience.pauseAfter(error)).toBeUndefined();
    },
  );
});
