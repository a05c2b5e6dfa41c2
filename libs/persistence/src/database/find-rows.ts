import type { DataSource, EntityManager, EntityMetadata, EntityTarget, ObjectLiteral } from 'typeorm';

type ColumnMetadata = EntityMetadata['columns'][number];

/** Columns and what they must be; `null` is nothing that a column can be equal to. */
export type Equal<Row> = { readonly [Column in keyof Row]?: Exclude<Row[Column], null> };

/** What is asked for with each request, written once for each connection: the ORM's making of it costs more than the answer. */
const texts = new WeakMap<DataSource, Map<string, string>>();

/** The rows whose columns are equal to these, as `findBy` gives them: all of their columns, or those that are `wanted`. */
export async function findRows<Row extends ObjectLiteral, Wanted extends keyof Row & string = keyof Row & string>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  where: Equal<Row>,
  wanted?: readonly Wanted[],
): Promise<readonly Pick<Row, Wanted>[]> {
  const { dataSource } = manager;
  const metadata = dataSource.getMetadata(entity);
  const isWanted = ({ propertyName }: ColumnMetadata): boolean => wanted?.includes(propertyName as Wanted) ?? true;
  const columns = metadata.columns.filter(isWanted);
  const rows = await manager.query<ObjectLiteral[]>(textOf(metadata, columns, where), Object.values(where));
  return rows.map((row) => hydrate(dataSource, columns, row) as Pick<Row, Wanted>);
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

function textOf(metadata: EntityMetadata, columns: readonly ColumnMetadata[], where: object): string {
  const { dataSource, tableName } = metadata;
  const known = texts.get(dataSource) ?? new Map<string, string>();
  texts.set(dataSource, known);
  const name = [tableName, ...columns.map(({ propertyName }) => propertyName), '=', ...Object.keys(where)].join(' ');
  const text = known.get(name) ?? write(metadata, columns, Object.keys(where));
  known.set(name, text);
  return text;
}

function write(metadata: EntityMetadata, columns: readonly ColumnMetadata[], properties: readonly string[]): string {
  const { driver } = metadata.dataSource;
  const names = columns.map(({ databaseName }) => driver.escape(databaseName));
  const conditions = properties.map((property, index) => {
    const column = metadata.findColumnWithPropertyName(property)?.databaseName ?? property;
    return `${driver.escape(column)} = ${driver.createParameter(property, index)}`;
  });
  return `SELECT ${names.join(', ')} FROM ${driver.escape(metadata.tableName)} WHERE ${conditions.join(' AND ')}`;
}

function hydrate({ driver }: DataSource, columns: readonly ColumnMetadata[], row: ObjectLiteral): ObjectLiteral {
  const hydrated: Record<string, unknown> = {};
  for (const column of columns)
    hydrated[column.propertyName] = driver.prepareHydratedValue(row[column.databaseName], column);
  return hydrated;
}
