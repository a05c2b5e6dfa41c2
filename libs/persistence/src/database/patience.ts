import { isConnectionLost, isFileBusy, isTransactionConflict, isUniqueViolation } from './translate-database-error.js';

const MOST_CONFLICTS = 8;
const RECONNECT_FOR_MS = 5_000;
const RECONNECT_EVERY_MS = 200;
const BUSY_FOR_MS = 10_000;
const BUSY_PAUSE_MS = 25;

/**
 * Whether one call is tried again after an error, and after which pause: after a conflict with somebody else eight
 * times at most (row 77), while SQLite's file is in another process's hands
 * for ten seconds (row 76), after a lost connection for five (rows 6 and 7), after anything else never.
 */
export class Patience {
  /** Of the first failure: a process that stood still meanwhile deserves a second try too. */
  private failingSince: number | undefined;
  private conflicts = 0;

  /** Milliseconds; `undefined`: give up. */
  pauseAfter(error: unknown): number | undefined {
    if (isConnectionLost(error)) return this.within(RECONNECT_FOR_MS, RECONNECT_EVERY_MS);
    if (isFileBusy(error)) return this.within(BUSY_FOR_MS, Math.random() * BUSY_PAUSE_MS);
    if (!isTransactionConflict(error) && !isUniqueViolation(error)) return undefined;
    this.conflicts += 1;
    return this.conflicts < MOST_CONFLICTS ? Math.random() * 10 * 2 ** this.conflicts : undefined;
  }

  private within(limitMs: number, pauseMs: number): number | undefined {
    this.failingSince ??= performance.now();
    return performance.now() - this.failingSince < limitMs ? pauseMs : undefined;
  }
}
