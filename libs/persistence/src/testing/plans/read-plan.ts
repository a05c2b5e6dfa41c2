import type { DatabaseKind } from '../../database/dialect.js';

/** A step of a plan that reads all of a table, or all of an index. */
export interface WholeRead {
  /** As the statement calls it: its name or its alias. */
  readonly table: string;
  /** What the database says of it. */
  readonly said: string;
}

/** What asks each kind for the plan of a statement. */
export const EXPLAIN: Readonly<Record<DatabaseKind, string>> = {
  sqlite: 'EXPLAIN QUERY PLAN ',
  postgres: 'EXPLAIN (FORMAT JSON) ',
  mysql: 'EXPLAIN ',
};

export function readPlan(kind: DatabaseKind, rows: readonly object[]): readonly WholeRead[] {
  if (kind === 'postgres') return rows.flatMap((row) => readNodes((row as PostgresRow)['QUERY PLAN'].map(toRoot)));
  return rows.flatMap((row) => (kind === 'sqlite' ? readSqlite(row as SqliteRow) : readMysql(row as MysqlRow)));
}

/** Nearly all instances have the same state. */
const WIDE = /^SEARCH (\w+) USING INDEX service_instance_state \(state=\?\)$/;

interface SqliteRow {
  readonly detail: string;
}

function readSqlite({ detail }: SqliteRow): readonly WholeRead[] {
  const table = /^SCAN (\w+)/.exec(detail)?.[1] ?? WIDE.exec(detail)?.[1];
  return table === undefined || table === 'CONSTANT' ? [] : [{ table, said: detail }];
}

interface MysqlRow {
  readonly table: string | null;
  readonly type: string | null;
  readonly key: string | null;
}

function readMysql({ table, type, key }: MysqlRow): readonly WholeRead[] {
  const isWhole = table !== null && !table.startsWith('<') && (type === 'ALL' || type === 'index');
  return isWhole ? [{ table, said: `${type} of ${key ?? 'no index'}` }] : [];
}

interface PostgresNode {
  readonly 'Node Type': string;
  readonly Alias?: string;
  readonly 'Index Cond'?: string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly PostgresNode[];
}

interface PostgresRow {
  readonly 'QUERY PLAN': readonly { readonly Plan: PostgresNode }[];
}

function toRoot({ Plan: root }: { readonly Plan: PostgresNode }): PostgresNode {
  return root;
}

function readNodes(nodes: readonly PostgresNode[]): readonly WholeRead[] {
  return nodes.flatMap((node) => [...readNode(node), ...readNodes(node.Plans ?? [])]);
}

function readNode(node: PostgresNode): readonly WholeRead[] {
  const { 'Node Type': type, Alias: table = '', 'Index Cond': condition, 'Index Name': index } = node;
  const isWhole = type === 'Seq Scan' || (type.includes('Index') && type.endsWith('Scan') && condition === undefined);
  return isWhole ? [{ table, said: `${type} of ${index ?? 'no index'}` }] : [];
}
