import type { Database } from '../../database/database.js';
import { EXPLAIN, readPlan } from './read-plan.js';
import type { Statement } from './statement-recorder.js';
import { tablesOf } from './tables-of.js';
import { SMALL_TABLES, WHOLE_READS } from './whole-reads.js';

/** However many a test wants, a broker asks for tens. */
const MANY = /LIMIT \d{4,}$/;

/** What a statement reads wholly although it grows, by the database's own plan; one line for each such step. */
export async function findWholeReads(database: Database, { sql, parameters }: Statement): Promise<readonly string[]> {
  if (WHOLE_READS.some(({ of }) => of.test(sql))) return [];
  const { kind } = database;
  const explain = EXPLAIN[kind].concat(sql.replace(MANY, 'LIMIT 50'));
  return database.read(async (manager) => {
    const growing = manager.dataSource.entityMetadatas.map(({ tableName }) => tableName).filter(isGrowing);
    const tables = tablesOf(sql);
    return readPlan(kind, await manager.query<object[]>(explain, [...parameters]))
      .map(({ table, said }) => ({ table: tables.get(table) ?? table, said }))
      .filter(({ table }) => growing.includes(table))
      .map(({ table, said }) => `${table} (${said}): ${sql}`);
  });
}

function isGrowing(table: string): boolean {
  return !(table in SMALL_TABLES);
}
