import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import type { Equal } from './find-rows.js';
import { SqlWriter } from './sql-writer.js';
import { carryOut } from './statements.js';

/** What an UPDATE may set; functions give SQL. */
export type Change<Row> = { [Column in keyof Row]?: Row[Column] | (() => string) };

/** Columns and what they must be; `condition` is SQL without parameters. */
interface Which<Row> {
  readonly where: Equal<Row>;
  readonly condition?: string;
}

/** Changes these rows; how many there were. The ORM's making of such a text costs more than the change itself. */
export async function updateRows<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  change: Change<Row>,
  { where, condition }: Which<Row>,
): Promise<number> {
  const writer = new SqlWriter(manager, entity);
  const sql = `UPDATE ${writer.table} SET ${writer.settings(change)}${writer.where(where, condition)}`;
  return carryOut(manager, sql, writer.parameters);
}

/** Columns that are not named become what the table has for them. Throws when a unique key is there already. */
export async function insertRow<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  row: Change<Row>,
): Promise<void> {
  const writer = new SqlWriter(manager, entity);
  const columns = Object.keys(row).map((property) => writer.column(property));
  const values = Object.values(row).map((value) => writer.value(value));
  await carryOut(
    manager,
    `INSERT INTO ${writer.table} (${columns.join(', ')}) VALUES (${values.join(', ')})`,
    writer.parameters,
  );
}

/** How many there were. */
export async function deleteRows<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  { where, condition }: Which<Row>,
): Promise<number> {
  const writer = new SqlWriter(manager, entity);
  const sql = `DELETE FROM ${writer.table}${writer.where(where, condition)}`;
  return carryOut(manager, sql, writer.parameters);
}
