import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DataSourceOptions } from 'typeorm';
import { ENTITIES } from '../entities/index.js';
import { MIGRATIONS } from '../migrations/index.js';
import type { DatabaseOptions } from '../persistence.options.js';
import { DRIVERS } from './drivers.js';
import { loadMysql } from './load-mysql.js';
import { MIGRATIONS_TABLE } from './migrate.js';

type Options = Readonly<Record<string, unknown>> & { readonly extra?: object };

/** Blocks the process, so it is only for the length of a usual commit; `Patience` goes on without blocking. */
const BUSY_TIMEOUT_MS = 10;
/** More than there are different statements: what is let go is prepared anew. */
const PREPARED_STATEMENTS = 500;
const CONNECT_MS = 5_000;
const DEFAULT_POOL_SIZE = 10;
/** Callers that wait for a connection of the pool; more are told at once that the database is away. */
const MOST_WAITING = 1_000;

/**
 * A broker that stands still (SIGSTOP, a paused machine) in the middle of a transaction is thrown out by the server, so
 * its locks hold up the others for seconds; waiting for a lock and each statement end before our callers give up.
 */
const POSTGRES_LIMITS = {
  connectionTimeoutMillis: CONNECT_MS,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  lock_timeout: 5_000,
  statement_timeout: 15_000,
  idle_in_transaction_session_timeout: 10_000,
};

/** What TypeORM is told: our own options, and over them those that the operator gives. */
export async function toDataSourceOptions(options: DatabaseOptions): Promise<DataSourceOptions> {
  const { type } = DRIVERS[options.kind];
  const own: Options = await ownOptions(options);
  const given: Options = options.driverOptions ?? {};
  const shared = { entities: ENTITIES, migrations: MIGRATIONS, migrationsTableName: MIGRATIONS_TABLE, logging: false };
  return { type, ...shared, ...own, ...given, extra: { ...own.extra, ...given.extra } } as DataSourceOptions;
}

async function ownOptions(options: DatabaseOptions): Promise<Options> {
  switch (options.kind) {
    case 'sqlite':
      return sqliteOptions(options.database);
    case 'sqljs':
      return {};
    case 'postgres':
    case 'cockroachdb':
      return { ...serverOptions(options), extra: { max: options.poolSize ?? DEFAULT_POOL_SIZE, ...POSTGRES_LIMITS } };
    case 'mysql':
    case 'mariadb':
      return { ...serverOptions(options), ...(await mysqlOptions(options)) };
    case 'aurora-postgres':
    case 'aurora-mysql':
      return { database: options.database };
  }
}

/** FULL, not NORMAL: what we acknowledged must survive a power cut (docs/adr/0007-one-schema-three-databases.md). */
function sqliteOptions(file: string): Options {
  if (file !== ':memory:') ensurePrivateFile(file);
  return {
    database: file,
    statementCacheSize: PREPARED_STATEMENTS,
    prepareDatabase: (db: Pragmas) => {
      db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
      db.pragma('journal_mode = WAL');
      db.pragma('synchronous = FULL');
    },
  };
}

/** Nobody else's eyes; SQLite gives its side files the same mode. */
function ensurePrivateFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
}

interface Pragmas {
  pragma(statement: string): unknown;
}

/** Where no port is given, the driver's own. */
function serverOptions({ host, port, user, password, database }: DatabaseOptions): Options {
  const server = { host: host ?? '127.0.0.1', username: user ?? '', password: password ?? '', database };
  return port === undefined ? server : { ...server, port };
}

async function mysqlOptions({ poolSize }: DatabaseOptions): Promise<Options> {
  const pool = { connectionLimit: poolSize ?? DEFAULT_POOL_SIZE, queueLimit: MOST_WAITING };
  const extra = { ...pool, connectTimeout: CONNECT_MS };
  return { driver: await loadMysql(), charset: 'utf8mb4_bin', extra };
}
