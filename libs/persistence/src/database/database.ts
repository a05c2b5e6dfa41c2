import { tracingChannel } from 'node:diagnostics_channel';
import type { DataSource, EntityManager } from 'typeorm';
import { CommitQueue } from './commit-queue.js';
import { DIALECTS, type DatabaseKind, type Dialect } from './dialect.js';
import { persevere } from './persevere.js';
import { carryOut } from './statements.js';
import { translateDatabaseError } from './translate-database-error.js';
import { withinTime } from './within-time.js';

type Work<T> = (manager: EntityManager) => Promise<T>;

/**
 * Tells who listens (tests that kill the process right there) that a commit is about to begin (`start`) and is there
 * (`asyncStart`), each with `{ name }`. Nobody listens in production.
 */
const commits = tracingChannel('docker-broker:commit');

/**
 * The one way to the database. On SQLite everything stands in one queue, reads too: TypeORM has a single connection
 * there, so whatever runs while a transaction awaits would join that transaction and vanish with its rollback.
 */
export class Database {
  readonly dialect: Dialect;
  private readonly queue: CommitQueue | undefined;

  constructor(
    private readonly source: DataSource,
    readonly kind: DatabaseKind,
  ) {
    this.dialect = DIALECTS[kind];
    this.queue = kind === 'sqlite' ? new CommitQueue((sql) => carryOut(source.manager, sql, [])) : undefined;
  }

  read<T>(work: Work<T>): Promise<T> {
    return this.persistently(() => this.look(work));
  }

  /** Without a second try: for who wants to know whether the database answers now. */
  async readOnce<T>(work: Work<T>): Promise<T> {
    try {
      return await this.look(work);
    } catch (error) {
      throw translateDatabaseError(error);
    }
  }

  /** One statement, which needs no transaction of its own. `name` is what it changes, in the words of its store. */
  write<T>(name: string, work: Work<T>): Promise<T> {
    const write = (): Promise<T> => this.queue?.transaction(() => work(this.source.manager)) ?? this.look(work);
    return commits.tracePromise(() => this.persistently(write), { name });
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
    return this.queue?.transaction(() => work(this.source.manager)) ?? this.source.transaction('READ COMMITTED', work);
  }

  private look<T>(work: Work<T>): Promise<T> {
    return this.queue?.read(() => work(this.source.manager)) ?? work(this.source.manager);
  }

  private persistently<T>(attempt: () => Promise<T>): Promise<T> {
    return this.kind === 'sqlite' ? persevere(attempt) : withinTime(persevere(attempt));
  }
}
