import { DatabaseUnavailableError } from '../persistence.errors.js';

/** Longer than a wait for a connection of the pool and for a lock together. */
const LIMIT_MS = 15_000;

/**
 * A server that hangs must not hang us: after the limit whoever waits is told, and what was begun ends on its own. No
 * driver has such a limit for all of connecting, waiting in the pool's queue, and the statement.
 */
export function withinTime<T>(answer: Promise<T>, limitMs = LIMIT_MS): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new DatabaseUnavailableError(`The database has not answered within ${limitMs / 1_000} s.`));
    }, limitMs);
    void answer.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}
