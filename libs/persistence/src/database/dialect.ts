export type DatabaseKind = 'sqlite' | 'postgres' | 'mysql';

/** Where the three databases differ. Everything else is said once, in SQL that all of them understand. */
export interface Dialect {
  /**
   * The database's own clock in milliseconds since 1970: leases and pings are judged by no other. Once for each statement,
   * since what may be another time for each row is compared with each row: no index helps.
   */
  readonly nowMs: string;
  /** Appended to CREATE TABLE. Identifiers are compared byte by byte, but for spaces at their end on MySQL. */
  readonly tableSuffix: string;
  readonly longText: string;
  /** Appended to SELECT: its rows stay as they are until the transaction ends. SQLite lets nobody else write at all. */
  readonly shareLock: string;
  /** Held by one broker while it changes tables; given back with its connection. */
  readonly migrationLock: MigrationLock;
}

interface MigrationLock {
  readonly take: readonly string[];
  readonly release: readonly string[];
  /** All that happens in between is then one transaction. */
  readonly isTransaction: boolean;
}

/** Any number that no other program on the same database uses. */
const MIGRATION_LOCK_NUMBER = 7_236_015;

export const DIALECTS: Readonly<Record<DatabaseKind, Dialect>> = {
  sqlite: {
    nowMs: "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
    tableSuffix: '',
    longText: 'text',
    shareLock: '',
    migrationLock: { take: ['BEGIN IMMEDIATE'], release: ['COMMIT'], isTransaction: true },
  },
  postgres: {
    nowMs: '(SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT))',
    tableSuffix: '',
    longText: 'text',
    shareLock: ' FOR SHARE',
    migrationLock: {
      // Waiting for another broker's migrations, and running one's own, may take longer than anything else.
      take: ['SET lock_timeout = 0', 'SET statement_timeout = 0', `SELECT pg_advisory_lock(${MIGRATION_LOCK_NUMBER})`],
      release: [`SELECT pg_advisory_unlock(${MIGRATION_LOCK_NUMBER})`, 'RESET lock_timeout', 'RESET statement_timeout'],
      isTransaction: false,
    },
  },
  mysql: {
    nowMs: 'CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)',
    tableSuffix: ' ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin',
    longText: 'longtext',
    shareLock: ' LOCK IN SHARE MODE',
    migrationLock: {
      // Such locks belong to the whole server.
      take: ['SELECT GET_LOCK(SHA1(DATABASE()), 600)'],
      release: ['SELECT RELEASE_LOCK(SHA1(DATABASE()))'],
      isTransaction: false,
    },
  },
};
