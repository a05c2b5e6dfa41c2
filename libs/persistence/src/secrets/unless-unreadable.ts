import { SecretUnreadableError, UnknownKeyError } from '../persistence.errors.js';

/**
 * What opens, or `otherwise` where it does not: one row that was damaged must not take the others with it (T18). A key
 * that this broker has not heard of is asked for first.
 */
export function unlessUnreadable<T>(open: () => T, otherwise: T): T {
  try {
    return open();
  } catch (error) {
    if (error instanceof SecretUnreadableError && !(error instanceof UnknownKeyError)) return otherwise;
    throw error;
  }
}
