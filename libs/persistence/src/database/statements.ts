import type { DataSource, EntityManager, ObjectLiteral } from 'typeorm';
import { SqliteStatements } from './sqlite-statements.js';

/** The rows that it gives; they are the caller's to change. */
export async function ask(manager: EntityManager, sql: string, parameters: unknown[]): Promise<ObjectLiteral[]> {
  const sqlite = sqliteOf(manager.dataSource);
  return sqlite === undefined ? manager.query<ObjectLiteral[]>(sql, parameters) : sqlite.ask(sql, parameters);
}

/** How many rows it has changed. */
export async function carryOut(manager: EntityManager, sql: string, parameters: unknown[]): Promise<number> {
  const sqlite = sqliteOf(manager.dataSource);
  return sqlite === undefined ? carryOutByOrm(manager, sql, parameters) : sqlite.carryOut(sql, parameters);
}

/** Outside of a transaction a connection of its own, as the ORM's builder takes one. */
async function carryOutByOrm(manager: EntityManager, sql: string, parameters: unknown[]): Promise<number> {
  const runner = manager.queryRunner ?? manager.dataSource.createQueryRunner();
  try {
    return (await runner.query(sql, parameters, true)).affected ?? 0;
  } finally {
    if (runner !== manager.queryRunner) await runner.release();
  }
}

const known = new WeakMap<DataSource, SqliteStatements>();

function sqliteOf(source: DataSource): SqliteStatements | undefined {
  if (source.options.type !== 'better-sqlite3') return undefined;
  const statements = known.get(source) ?? new SqliteStatements(source);
  known.set(source, statements);
  return statements;
}
