import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { ENTITIES } from '../entities/index.js';
import { MIGRATIONS } from '../migrations/index.js';
import type { PersistenceOptions } from '../persistence.options.js';
import { Database } from './database.js';
import { DIALECTS } from './dialect.js';
import { migrate, MIGRATIONS_TABLE } from './migrate.js';
import { persevere } from './persevere.js';

/** Short, since it blocks the process; `Patience` goes on without blocking. */
const BUSY_TIMEOUT_MS = 100;

/**
 * Opens the database, brings its tables up to date and refuses one that a newer broker has written. Waits as any call
 * does: the other brokers go on writing, and a server may be starting just now.
 */
export function openDatabase(options: PersistenceOptions): Promise<Database> {
  return persevere(() => openOnce(options));
}

async function openOnce(options: PersistenceOptions): Promise<Database> {
  const source = new DataSource(toDataSourceOptions(options));
  try {
    await source.initialize();
    await migrate(source, DIALECTS[options.kind]);
    return new Database(source, options.kind);
  } catch (error) {
    if (source.isInitialized) await source.destroy();
    throw error;
  }
}

function toDataSourceOptions(options: PersistenceOptions): DataSourceOptions {
  const shared = { entities: ENTITIES, migrations: MIGRATIONS, migrationsTableName: MIGRATIONS_TABLE, logging: false };
  if (options.kind === 'sqlite') return { ...shared, ...sqliteOptions(options.database), ...options.driverOptions };
  const server = {
    host: options.host ?? '127.0.0.1',
    username: options.user ?? '',
    password: options.password ?? '',
    database: options.database,
  };
  return options.kind === 'postgres'
    ? { ...shared, ...server, ...postgresOptions(options), ...options.driverOptions }
    : { ...shared, ...server, ...mysqlOptions(options), ...options.driverOptions };
}

/** FULL, not NORMAL: what we acknowledged must survive a power cut (docs/adr/0007-one-schema-three-databases.md). */
function sqliteOptions(file: string): { type: 'better-sqlite3'; database: string; prepareDatabase(db: Pragmas): void } {
  if (file !== ':memory:') ensurePrivateFile(file);
  return {
    type: 'better-sqlite3',
    database: file,
    prepareDatabase: (db) => {
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

function postgresOptions(options: PersistenceOptions): { type: 'postgres'; port: number; extra: object } {
  const extra = { max: options.poolSize ?? 10, connectionTimeoutMillis: 5_000 };
  return { type: 'postgres', port: options.port ?? 5432, extra };
}

function mysqlOptions(options: PersistenceOptions): { type: 'mysql'; port: number; charset: string; extra: object } {
  const extra = { connectionLimit: options.poolSize ?? 10, connectTimeout: 5_000 };
  return { type: 'mysql', port: options.port ?? 3306, charset: 'utf8mb4_bin', extra };
}
