import type { EntityManager, EntityMetadata, EntityTarget, ObjectLiteral } from 'typeorm';

/** What an UPDATE may set; functions give SQL. */
export type Change<Row> = { [Column in keyof Row]?: Row[Column] | (() => string) };

/** Columns and what they must be; `condition` is SQL without parameters. */
interface Which<Row> {
  readonly where: Partial<Row>;
  readonly condition?: string;
}

/** Changes these rows; how many there were. The ORM's making of such a text costs more than the change itself. */
export async function updateRows<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  change: Change<Row>,
  { where, condition }: Which<Row>,
): Promise<number> {
  const writer = new Writer(manager.dataSource.getMetadata(entity));
  const settings = Object.entries(change).map((entry) => writer.equation(entry));
  const conditions = Object.entries(where).map((entry) => writer.equation(entry));
  if (condition !== undefined) conditions.push(condition);
  const sql = `UPDATE ${writer.table} SET ${settings.join(', ')} WHERE ${conditions.join(' AND ')}`;
  return run(manager, sql, writer.parameters);
}

/** Names, and parameters in the order in which the text has them. */
class Writer {
  readonly parameters: unknown[] = [];

  constructor(private readonly metadata: EntityMetadata) {}

  get table(): string {
    return this.metadata.dataSource.driver.escape(this.metadata.tableName);
  }

  equation([property, value]: readonly [string, unknown]): string {
    const { driver } = this.metadata.dataSource;
    const column = driver.escape(this.metadata.findColumnWithPropertyName(property)?.databaseName ?? property);
    if (typeof value === 'function') return `${column} = ${(value as () => string)()}`;
    this.parameters.push(value);
    return `${column} = ${driver.createParameter(property, this.parameters.length - 1)}`;
  }
}

/** Outside of a transaction a connection of its own, as the ORM's builder takes one. */
async function run(manager: EntityManager, sql: string, parameters: unknown[]): Promise<number> {
  const runner = manager.queryRunner ?? manager.dataSource.createQueryRunner();
  try {
    return (await runner.query(sql, parameters, true)).affected ?? 0;
  } finally {
    if (runner !== manager.queryRunner) await runner.release();
  }
}
