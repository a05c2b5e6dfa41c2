import type { EntityManager, EntityMetadata, EntityTarget } from 'typeorm';

/** A table's names as its database quotes them, by their properties: the ORM looks for each of them anew. */
interface Names {
  readonly table: string;
  readonly columns: ReadonlyMap<string, string>;
}

const known = new WeakMap<EntityMetadata, Names>();

/** Writes one statement about one table: its names, and parameters in the order in which the text has them. */
export class SqlWriter {
  readonly parameters: unknown[] = [];
  private readonly metadata: EntityMetadata;
  private readonly names: Names;

  constructor(manager: EntityManager, entity: EntityTarget<object>) {
    this.metadata = manager.dataSource.getMetadata(entity);
    this.names = namesOf(this.metadata);
  }

  get table(): string {
    return this.names.table;
  }

  column(property: string): string {
    const column = this.names.columns.get(property);
    if (column === undefined) throw new Error(`${this.metadata.tableName} has no column for ${property}.`);
    return column;
  }

  /** A parameter, or what a function gives as SQL. */
  value(value: unknown): string {
    if (typeof value === 'function') return (value as () => string)();
    this.parameters.push(value);
    return this.metadata.dataSource.driver.createParameter('value', this.parameters.length - 1);
  }

  /** What is no column, but called like a property. */
  quote(name: string): string {
    return this.metadata.dataSource.driver.escape(name);
  }

  /** For SET. */
  settings(change: object): string {
    const settings = Object.entries(change).map(
      ([property, value]) => `${this.column(property)} = ${this.value(value)}`,
    );
    return settings.join(', ');
  }

  /** From WHERE on: all of these, lists being one of them, and `condition`, which is SQL without parameters. */
  where(where: object, condition?: string): string {
    const conditions = Object.entries(where).map(([property, value]) => `${this.column(property)} ${this.is(value)}`);
    if (condition !== undefined) conditions.push(condition);
    return conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  }

  private is(value: unknown): string {
    if (!Array.isArray(value)) return `= ${this.value(value)}`;
    return `IN (${value.map((one) => this.value(one)).join(', ')})`;
  }
}

function namesOf(metadata: EntityMetadata): Names {
  const names = known.get(metadata) ?? readNames(metadata);
  known.set(metadata, names);
  return names;
}

function readNames({ dataSource: { driver }, tableName, columns }: EntityMetadata): Names {
  const pairs = columns.map(({ propertyName, databaseName }) => [propertyName, driver.escape(databaseName)] as const);
  return { table: driver.escape(tableName), columns: new Map(pairs) };
}
