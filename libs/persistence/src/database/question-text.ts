import type { EntityManager, EntityMetadata } from 'typeorm';
import { SqlWriter } from './sql-writer.js';

type ColumnMetadata = EntityMetadata['columns'][number];

/** What is wanted of the rows, and which of them. */
export interface Asked<Wanted extends string = string, Computed extends string = string> {
  /** Properties; all of them unless said. */
  readonly wanted?: readonly Wanted[];
  /** What SQL calls the table, where it has to. */
  readonly alias?: string;
  /** SQL without parameters, by the name of what it gives; numbers may come as text. */
  readonly computed?: Readonly<Record<Computed, string>>;
  /** SQL without parameters. */
  readonly condition?: string;
  /** What follows the conditions: order and limit. */
  readonly tail?: string;
}

export interface QuestionText {
  readonly sql: string;
  /** What drivers do not give as the entity has it. */
  readonly translated: readonly ColumnMetadata[];
}

const texts = new WeakMap<EntityMetadata, Map<string, QuestionText>>();

/** Written once for each table: what is asked for with each request costs less than the making of its text. */
export function questionText(
  manager: EntityManager,
  metadata: EntityMetadata,
  where: Readonly<Record<string, unknown>>,
  asked: Asked,
): QuestionText {
  const known = texts.get(metadata) ?? new Map<string, QuestionText>();
  texts.set(metadata, known);
  const name = nameOf(where, asked);
  const text = known.get(name) ?? write(manager, metadata, where, asked);
  known.set(name, text);
  return text;
}

/** Questions of the same name have the same text. */
function nameOf(where: Readonly<Record<string, unknown>>, asked: Asked): string {
  const { wanted = [], computed = {}, alias = '', condition = '', tail = '' } = asked;
  const of = Object.entries(where).map(([property, value]) =>
    Array.isArray(value) ? `${property} ${value.length}` : property,
  );
  return [...of, '?', ...wanted, '+', ...Object.values(computed), alias, '+', condition, '+', tail].join(' ');
}

function write(manager: EntityManager, metadata: EntityMetadata, where: object, asked: Asked): QuestionText {
  const { wanted, computed = {}, alias = '', condition, tail = '' } = asked;
  const writer = new SqlWriter(manager, metadata.target);
  const columns = metadata.columns.filter(({ propertyName }) => wanted?.includes(propertyName) ?? true);
  const names = columns.map(({ propertyName }) => `${writer.column(propertyName)} AS ${writer.quote(propertyName)}`);
  const others = Object.entries(computed).map(([name, sql]) => `${sql} AS ${writer.quote(name)}`);
  const said = [...names, ...others].join(', ');
  const sql = `SELECT ${said} FROM ${writer.table} ${alias}${writer.where(where, condition)} ${tail}`.trimEnd();
  return { sql, translated: columns.filter((column) => !isGivenAsItIs(column)) };
}

const GIVEN_AS_THEY_ARE: readonly unknown[] = ['varchar', 'text', 'int', 'double precision'];

function isGivenAsItIs({ type, transformer }: ColumnMetadata): boolean {
  return transformer === undefined && GIVEN_AS_THEY_ARE.includes(type);
}
