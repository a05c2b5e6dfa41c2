import type { DataSource, ObjectLiteral } from 'typeorm';

/** What we need of the driver, which comes without types. */
interface Connection {
  prepare(sql: string): Prepared;
}

interface Prepared {
  all(...parameters: readonly unknown[]): ObjectLiteral[];
  run(...parameters: readonly unknown[]): { readonly changes: number };
}

/** More than there are different texts of ours: whatever is let go is prepared anew. */
const MOST_PREPARED = 500;

/**
 * Statements on the one connection to SQLite's file, past the ORM's runner: what that does around each costs more than
 * most of them. The ORM's logger hears of them all the same. Errors are the driver's own, with its `code`.
 */
export class SqliteStatements {
  private readonly prepared = new Map<string, Prepared>();
  private readonly connection: Connection;

  constructor(private readonly source: DataSource) {
    this.connection = (source.driver as unknown as { readonly databaseConnection: Connection }).databaseConnection;
  }

  ask(sql: string, parameters: unknown[]): ObjectLiteral[] {
    return this.prepare(sql, parameters).all(...parameters);
  }

  /** How many rows it has changed. */
  carryOut(sql: string, parameters: unknown[]): number {
    return this.prepare(sql, parameters).run(...parameters).changes;
  }

  private prepare(sql: string, parameters: unknown[]): Prepared {
    this.source.logger.logQuery(sql, parameters);
    const known = this.prepared.get(sql);
    if (known !== undefined) return known;
    const statement = this.connection.prepare(sql);
    this.prepared.set(sql, statement);
    this.letGo();
    return statement;
  }

  /** Of the oldest, once there are too many: some texts hold numbers, and are never asked again. */
  private letGo(): void {
    const [oldest] = this.prepared.keys();
    if (this.prepared.size > MOST_PREPARED && oldest !== undefined) this.prepared.delete(oldest);
  }
}
