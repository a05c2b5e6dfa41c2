import { tracingChannel } from 'node:diagnostics_channel';
import type { DataSource, EntityManager } from 'typeorm';
import { DIALECTS, type DatabaseKind, type Dialect } from './dialect.js';
import { Mutex } from './mutex.js';
import { persevere } from './persevere.js';
import { translateDatabaseError } from './translate-database-error.js';
import { withinTime } from './within-time.js';

type Work<T> = (manager: EntityManager) => Promise<T>;

/**
 * Tells who listens (tests that kill the process right there) that a commit is about to begin (`start`) and is there
 * (`asyncStart`), each with `{ name }`. Nobody listens in production.
 */
const commits = tracingChannel('docker-broker:commit');

/**
 * The one way to the database. On SQLite everything passes one mutex, reads too: TypeORM has a single connection
 * there, so whatever runs while a transaction awaits would join that transaction and vanish with its rollback.
 */
export class Database {
  readonly dialect: Dialect;
  private readonly mutex = new Mutex();

  constructor(
    private readonly source: DataSource,
    readonly kind: DatabaseKind,
  ) {
    this.dialect = DIALECTS[kind];
  }

  read<T>(work: Work<T>): Promise<T> {
    return this.persistently(() => this.alone(() => work(this.source.manager)));
  }

  /** Without a second try: for who wants to know whether the database answers now. */
  async readOnce<T>(work: Work<T>): Promise<T> {
    try {
      return await this.alone(() => work(this.source.manager));
    } catch (error) {
      throw translateDatabaseError(error);
    }
  }

  /** One statement, which is a commit of its own. `name` is what it changes, in the words of its store. */
  write<T>(name: string, work: Work<T>): Promise<T> {
    return commits.tracePromise(() => this.read(work), { name });
  }

  /**
   * All or nothing. Run again when the database broke it off for another's sake, when a unique key shows that somebody
   * was faster, and when the connection was lost: then it may have been committed all the same (failure-model row 7).
   * So `work` reads what it decides on inside, and knows its own earlier result.
   */
  transaction<T>(name: string, work: Work<T>): Promise<T> {
    return commits.tracePromise(() => this.persistently(() => this.once(work)), { name });
  }

  close(): Promise<void> {
    return this.source.destroy();
  }

  private once<T>(work: Work<T>): Promise<T> {
    if (this.kind === 'sqlite') return this.alone(() => this.immediate(work));
    return this.source.transaction('READ COMMITTED', work);
  }

  private alone<T>(attempt: () => Promise<T>): Promise<T> {
    return this.kind === 'sqlite' ? this.mutex.run(attempt) : attempt();
  }

  /** BEGIN IMMEDIATE takes the write lock at once, so another process cannot slip between our reads and writes. */
  private async immediate<T>(work: Work<T>): Promise<T> {
    await this.source.query('BEGIN IMMEDIATE');
    try {
      const result = await work(this.source.manager);
      await this.source.query('COMMIT');
      return result;
    } catch (error) {
      // SQLite itself rolls back when the disk is full, and then has nothing to roll back: what happened first counts.
      await this.source.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }

  private persistently<T>(attempt: () => Promise<T>): Promise<T> {
    return this.kind === 'sqlite' ? persevere(attempt) : withinTime(persevere(attempt));
  }
}
