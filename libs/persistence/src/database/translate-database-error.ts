import { QueryFailedError } from 'typeorm';
import { ReadAgain } from './read-again.js';
import { DatabaseUnavailableError, PersistenceError } from '../persistence.errors.js';

const UNIQUE_VIOLATION = new Set(['SQLITE_CONSTRAINT_PRIMARYKEY', 'SQLITE_CONSTRAINT_UNIQUE', '23505', 'ER_DUP_ENTRY']);
const TRY_AGAIN = new Set(['SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT', '40001', '40P01', 'ER_LOCK_DEADLOCK']);
const UNAVAILABLE =
  /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|PROTOCOL_|ER_CON_COUNT|ER_SERVER_SHUTDOWN|ER_LOCK_WAIT|ER_RECORD_FILE_FULL|ER_DISK_FULL|ER_OPTION_PREVENTS|SQLITE_(FULL|IOERR|CANTOPEN|READONLY|BUSY)|57P|53|08|25006)/;
const UNAVAILABLE_TEXT =
  /connection (terminated|timeout|is closed|is not open)|timeout exceeded|pool is (closed|full)|not connected/i;

function codeOf(error: unknown): string {
  const source: unknown = error instanceof QueryFailedError ? error.driverError : error;
  if (typeof source !== 'object' || source === null || !('code' in source)) return '';
  return String(source.code);
}

/** Two rows under one key: somebody else was faster. */
export function isUniqueViolation(error: unknown): boolean {
  return UNIQUE_VIOLATION.has(codeOf(error));
}

/** The database undid the transaction for another's sake; the same transaction may be run again (row 77). */
export function isTransactionConflict(error: unknown): boolean {
  return error instanceof ReadAgain || TRY_AGAIN.has(codeOf(error));
}

/** What a driver said, in our words. Bugs (syntax, types, missing tables) stay as they are. */
export function translateDatabaseError(error: unknown): unknown {
  if (error instanceof PersistenceError) return error;
  const text = error instanceof Error ? error.message : '';
  if (!UNAVAILABLE.test(codeOf(error)) && !UNAVAILABLE_TEXT.test(text)) return error;
  return new DatabaseUnavailableError('The database does not answer; the call may be repeated.', error);
}
