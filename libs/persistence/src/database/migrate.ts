import { type DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';
import { MIGRATIONS } from '../migrations/index.js';
import { SchemaTooNewError } from '../persistence.errors.js';
import type { Dialect } from './dialect.js';

/** Named again in the text of a query below: SQL is never put together from parts. */
export const MIGRATIONS_TABLE = 'schema_migration';

/**
 * Brings the tables up to date, one broker at a time: the others wait, and find it done. When it fails the connection
 * must be closed, which gives the lock back.
 */
export async function migrate(source: DataSource, { migrationLock }: Dialect): Promise<void> {
  const runner = source.createQueryRunner();
  try {
    for (const statement of migrationLock.take) await runner.query(statement);
    await refuseNewerSchema(runner);
    const executor = new MigrationExecutor(source, runner);
    executor.transaction = migrationLock.isTransaction ? 'none' : 'each';
    await executor.executePendingMigrations();
    for (const statement of migrationLock.release) await runner.query(statement);
  } finally {
    await runner.release();
  }
}

async function refuseNewerSchema(runner: QueryRunner): Promise<void> {
  const known = new Set(MIGRATIONS.map((migration) => migration.name));
  if (!(await runner.hasTable(MIGRATIONS_TABLE))) return;
  const rows = await runner.manager.query<{ name: string }[]>('SELECT name FROM schema_migration');
  if (rows.some((row) => !known.has(row.name)))
    throw new SchemaTooNewError('The database belongs to a newer broker: start that version, or restore a backup.');
}
