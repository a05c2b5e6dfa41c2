import { QueryFailedError } from 'typeorm';
import { ReadAgain } from './read-again.js';
import { DatabaseUnavailableError, PersistenceError } from '../persistence.errors.js';

const UNIQUE_VIOLATION = new Set(['SQLITE_CONSTRAINT_PRIMARYKEY', 'SQLITE_CONSTRAINT_UNIQUE', '23505', 'ER_DUP_ENTRY']);
const CONFLICT = new Set(['40001', '40P01', '55P03', 'ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT']);
const CONNECTION_LOST = /^(ECONN|EPIPE|ETIMEDOUT|PROTOCOL_CONNECTION_LOST|ER_SERVER_SHUTDOWN|57P0[123]|25P03|08)/;
/** The last two are what is said on a connection that broke between two statements of a transaction. */
const CONNECTION_LOST_TEXT =
  /connection (terminated|is closed|lost)|closed state|can't add new command|not queryable|runner already released/i;
const UNAVAILABLE =
  /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|PROTOCOL_|ER_CON_COUNT|ER_SERVER_SHUTDOWN|ER_LOCK_WAIT|ER_CONNECTION|ER_QUERY_TIMEOUT|ER_RECORD_FILE_FULL|ER_DISK_FULL|ER_OPTION_PREVENTS|SQLITE_(FULL|IOERR|CANTOPEN|READONLY|BUSY)|57|53|08|55P03|25006|25P03)/;
const UNAVAILABLE_TEXT =
  /connection (timeout|is not open)|timeout exceeded|pool is (closed|full)|queue limit reached|not connected/i;

function codeOf(error: unknown): string {
  const source: unknown = error instanceof QueryFailedError ? error.driverError : error;
  if (typeof source !== 'object' || source === null || !('code' in source)) return '';
  return String(source.code);
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}

/** Two rows under one key: somebody else was faster. sql.js has no codes. */
export function isUniqueViolation(error: unknown): boolean {
  return UNIQUE_VIOLATION.has(codeOf(error)) || textOf(error).startsWith('UNIQUE constraint failed');
}

/** The database undid the transaction for another's sake; the same transaction may be run again (row 77). */
export function isTransactionConflict(error: unknown): boolean {
  return error instanceof ReadAgain || CONFLICT.has(codeOf(error));
}

/** SQLite's file is in the hands of another process (row 76). */
export function isFileBusy(error: unknown): boolean {
  return codeOf(error).startsWith('SQLITE_BUSY');
}

/** The way to the server was cut, or the server is just stopping or starting: whether it had an effect is unknown. */
export function isConnectionLost(error: unknown): boolean {
  return CONNECTION_LOST.test(codeOf(error)) || CONNECTION_LOST_TEXT.test(textOf(error));
}

/** What a driver said, in our words. Bugs (syntax, types, missing tables) stay as they are. */
export function translateDatabaseError(error: unknown): unknown {
  if (error instanceof PersistenceError) return error;
  const isAway = UNAVAILABLE.test(codeOf(error)) || UNAVAILABLE_TEXT.test(textOf(error)) || isConnectionLost(error);
  if (!isAway) return error;
  return new DatabaseUnavailableError('The database does not answer; the call may be repeated.', error);
}
