import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';
import { DIALECTS, type DatabaseKind, type Dialect } from './dialect.js';
import { Mutex } from './mutex.js';
import { isTransactionConflict, isUniqueViolation, translateDatabaseError } from './translate-database-error.js';

const MAX_ATTEMPTS = 8;

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

  /** Statements outside a transaction; each one is a commit of its own. */
  run<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const attempt = (): Promise<T> => work(this.source.manager);
    return this.guarded(() => (this.kind === 'sqlite' ? this.mutex.run(attempt) : attempt()));
  }

  /**
   * All or nothing. Run again when the database broke it off for another's sake, or when a unique key shows that
   * somebody was faster: `work` must read what it decides on inside, and may be called up to eight times.
   */
  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.guarded(() => this.once(work));
  }

  close(): Promise<void> {
    return this.source.destroy();
  }

  private once<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    if (this.kind === 'sqlite') return this.mutex.run(() => this.immediate(work));
    return this.source.transaction('READ COMMITTED', work);
  }

  /** BEGIN IMMEDIATE takes the write lock at once, so another process cannot slip between our reads and writes. */
  private async immediate<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
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

  private async guarded<T>(attempt: () => Promise<T>): Promise<T> {
    for (let number = 1; ; number += 1) {
      try {
        return await attempt();
      } catch (error) {
        const again = isTransactionConflict(error) || isUniqueViolation(error);
        if (!again || number === MAX_ATTEMPTS) throw translateDatabaseError(error);
        await sleep(Math.random() * 10 * 2 ** number);
      }
    }
  }
}
