import { QueryFailedError } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { DatabaseUnavailableError, FencedError } from '../persistence.errors.js';
import { ReadAgain } from './read-again.js';
import {
  isConnectionLost,
  isTransactionConflict,
  isUniqueViolation,
  translateDatabaseError,
} from './translate-database-error.js';

const withCode = (code: string, message = 'm'): Error => Object.assign(new Error(message), { code });
const failed = (code: string): Error => new QueryFailedError('SELECT 1', [], withCode(code));

describe('isUniqueViolation', () => {
  it.each(['SQLITE_CONSTRAINT_PRIMARYKEY', 'SQLITE_CONSTRAINT_UNIQUE', '23505', 'ER_DUP_ENTRY'])('knows %s', (code) => {
    expect(isUniqueViolation(failed(code))).toBe(true);
    expect(isUniqueViolation(withCode(code))).toBe(true);
  });

  it('knows it by its words where the driver has no codes', () => {
    expect(isUniqueViolation(new Error('UNIQUE constraint failed: port_claim.host_id'))).toBe(true);
  });

  it.each([failed('23503'), failed('SQLITE_CONSTRAINT_NOTNULL'), new Error('23505'), null, undefined, 'ER_DUP_ENTRY'])(
    'does not take %s for one',
    (error) => {
      expect(isUniqueViolation(error)).toBe(false);
    },
  );
});

describe('isTransactionConflict', () => {
  it.each(['40001', '40P01', '55P03', 'ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT'])('knows %s', (code) => {
    expect(isTransactionConflict(failed(code))).toBe(true);
  });

  it('knows our own', () => {
    expect(isTransactionConflict(new ReadAgain())).toBe(true);
    expect(isTransactionConflict(new Error('x'))).toBe(false);
  });
});

describe('isConnectionLost', () => {
  it.each(['ECONNRESET', 'EPIPE', 'PROTOCOL_CONNECTION_LOST', '57P01', '25P03', '08006'])('knows %s', (code) => {
    expect(isConnectionLost(failed(code))).toBe(true);
  });

  it.each([
    'Connection terminated unexpectedly',
    'Client has encountered a connection error and is not queryable',
    'Query runner already released. Cannot run queries anymore.',
    "Can't add new command when connection is in closed state",
  ])('knows "%s"', (message) => {
    expect(isConnectionLost(new Error(message))).toBe(true);
    expect(translateDatabaseError(new Error(message))).toBeInstanceOf(DatabaseUnavailableError);
  });

  it.each([failed('57014'), failed('55P03'), failed('53300'), failed('ER_LOCK_WAIT_TIMEOUT'), new Error('bug')])(
    'does not take %s for it',
    (error) => {
      expect(isConnectionLost(error)).toBe(false);
    },
  );
});

describe('translateDatabaseError', () => {
  it.each([
    'ECONNREFUSED',
    'ECONNRESET',
    'EPIPE',
    'ETIMEDOUT',
    'ENOTFOUND',
    'PROTOCOL_CONNECTION_LOST',
    'ER_CON_COUNT_ERROR',
    'ER_SERVER_SHUTDOWN',
    'ER_LOCK_WAIT_TIMEOUT',
    '57P01',
    '57014',
    '53300',
    '08006',
    '25006',
    'SQLITE_FULL',
    'SQLITE_IOERR_WRITE',
    'SQLITE_CANTOPEN',
    'SQLITE_READONLY',
    'SQLITE_BUSY',
  ])('calls %s unavailable, with its cause', (code) => {
    const cause = failed(code);
    const translated = translateDatabaseError(cause);

    expect(translated).toBeInstanceOf(DatabaseUnavailableError);
    expect(translated).toMatchObject({ retryable: true, cause });
  });

  it.each([
    'Connection terminated unexpectedly',
    'timeout exceeded when trying to connect',
    'Pool is closed.',
    'Queue limit reached.',
  ])('calls "%s" unavailable', (message) => {
    expect(translateDatabaseError(new Error(message))).toBeInstanceOf(DatabaseUnavailableError);
  });

  it.each([failed('42601'), failed('SQLITE_ERROR'), new TypeError('bug'), 'text', undefined])(
    'leaves a bug as it is: %s',
    (error) => {
      expect(translateDatabaseError(error)).toBe(error);
    },
  );

  it('leaves our own errors as they are', () => {
    const fenced = new FencedError('x');

    expect(translateDatabaseError(fenced)).toBe(fenced);
  });
});
