import { AbstractLogger } from 'typeorm';

export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** What has a plan; how long a list of values is does not matter. */
const PLANNED = /^\s*(SELECT|UPDATE|DELETE)\b/i;
const LIST = /IN \((?:\s*(?:\?|\$\d+)\s*,?)+\)/g;

/** Hears what TypeORM says to a database, as its option `logger`; each statement is kept once. */
export class StatementRecorder extends AbstractLogger {
  private readonly heard = new Map<string, Statement>();

  /** Has a database tell this one. */
  get driverOptions(): Readonly<Record<string, unknown>> {
    return { logging: ['query'], logger: this };
  }

  get statements(): readonly Statement[] {
    return [...this.heard.values()];
  }

  override logQuery(sql: string, parameters: readonly unknown[] = []): void {
    const key = sql.replace(LIST, 'IN (…)').replace(/\d+/g, '0');
    if (PLANNED.test(sql) && !this.heard.has(key)) this.heard.set(key, { sql, parameters });
  }

  protected override writeLog(): void {
    // Nothing else is of interest.
  }
}
