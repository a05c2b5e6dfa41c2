import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import { type Asked, type QuestionText, questionText } from './question-text.js';
import { ask } from './statements.js';

/** Columns and what they must be, or one of what they must be; `null` is nothing that a column can be equal to. */
export type Equal<Row> = {
  readonly [Column in keyof Row]?: Exclude<Row[Column], null> | readonly Exclude<Row[Column], null>[];
};

/** The rows whose columns are equal to these, as `findBy` gives them: all of their columns, or those that are `wanted`. */
export async function findRows<
  Row extends ObjectLiteral,
  Wanted extends keyof Row & string = keyof Row & string,
  Computed extends string = never,
>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  where: Equal<Row>,
  asked: Asked<Wanted, Computed> = {},
): Promise<readonly (Pick<Row, Wanted> & Readonly<Record<Computed, unknown>>)[]> {
  const text = questionText(manager, manager.dataSource.getMetadata(entity), where, asked);
  const rows = await ask(manager, text.sql, Object.values(where).flat());
  for (const row of rows) translate(manager, text, row);
  return rows as (Pick<Row, Wanted> & Record<Computed, unknown>)[];
}

/** The same of one row that is known by a unique key. */
export async function findRow<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  where: Equal<Row>,
): Promise<Row | null> {
  const [row] = await findRows(manager, entity, where);
  return (row as Row | undefined) ?? null;
}

/** In place: nobody else has the row. */
function translate(manager: EntityManager, { translated }: QuestionText, row: ObjectLiteral): void {
  const { driver } = manager.dataSource;
  for (const column of translated)
    row[column.propertyName] = driver.prepareHydratedValue(row[column.propertyName], column) as unknown;
}
