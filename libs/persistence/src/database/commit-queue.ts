import { setImmediate as aTurn } from 'node:timers/promises';

interface Entry {
  readonly work: () => Promise<unknown>;
  readonly resolve: (value: never) => void;
  readonly reject: (reason: unknown) => void;
}

type Outcome = { readonly value: unknown } | { readonly reason: unknown };

/** Others have the file too, and wait for its lock meanwhile. */
const MOST_TOGETHER = 64;
/** So many turns of the event loop a commit waits at most for those who come with each of them. */
const MOST_TURNS = 16;

/**
 * One after the other on the only connection that there is to SQLite. Transactions that wait at the same time share one
 * commit, and so one flush to the disk: each has a savepoint of its own, and nobody is told anything, neither what it
 * did nor why it failed, before all of it is durable. Reads wait for commits, since they must not see what may yet be lost.
 */
export class CommitQueue {
  private readonly reads: Entry[] = [];
  private readonly writes: Entry[] = [];
  private isRunning = false;

  constructor(private readonly query: (sql: string) => Promise<unknown>) {}

  read<T>(work: () => Promise<T>): Promise<T> {
    return this.enter(this.reads, work);
  }

  /** All of it or nothing. `work` may be run again when others of its commit have failed with it. */
  transaction<T>(work: () => Promise<T>): Promise<T> {
    return this.enter(this.writes, work);
  }

  private enter<T>(entries: Entry[], work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      entries.push({ work, resolve, reject });
      if (!this.isRunning) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    while (this.reads.length + this.writes.length > 0) {
      await this.gather();
      await this.commit(this.writes.splice(0, MOST_TOGETHER));
    }
    this.isRunning = false;
  }

  /**
   * A commit holds up the process: whoever's turn it is now shall be in it, and whoever reads now and writes then. It
   * begins as soon as a turn brings nobody new.
   */
  private async gather(): Promise<void> {
    for (let turns = 0; turns < MOST_TURNS; turns += 1) {
      const known = this.writes.length;
      const isAnyRead = await this.answerReads();
      if (this.writes.length === 0 || this.writes.length >= MOST_TOGETHER) return;
      await aTurn();
      if (!isAnyRead && this.reads.length === 0 && this.writes.length === known) return;
    }
  }

  private async answerReads(): Promise<boolean> {
    const reads = this.reads.splice(0);
    for (const entry of reads) settle(entry, await attempt(entry.work));
    return reads.length > 0;
  }

  private async commit(entries: readonly Entry[]): Promise<void> {
    const [first, ...others] = entries;
    if (first === undefined) return;
    if (others.length === 0) settle(first, await attempt(() => this.together(() => first.work())));
    else await this.share(entries);
  }

  /** When it fails as a whole (the disk is full) each is tried alone: one that needs too much harms no other. */
  private async share(entries: readonly Entry[]): Promise<void> {
    try {
      for (const tell of await this.together(() => this.inTurn(entries))) tell();
    } catch {
      for (const entry of entries) await this.commit([entry]);
    }
  }

  /** What tells each how it went, once all of it is durable. */
  private async inTurn(entries: readonly Entry[]): Promise<readonly (() => void)[]> {
    const tellings: (() => void)[] = [];
    for (const entry of entries) {
      const outcome = await this.apart(entry.work);
      tellings.push(() => {
        settle(entry, outcome);
      });
    }
    return tellings;
  }

  private async apart(work: () => Promise<unknown>): Promise<Outcome> {
    await this.query('SAVEPOINT own');
    const outcome = await attempt(work);
    if ('reason' in outcome) await this.query('ROLLBACK TO own');
    await this.query('RELEASE own');
    return outcome;
  }

  /** BEGIN IMMEDIATE takes the write lock at once, so another process cannot slip between our reads and writes. */
  private async together<T>(work: () => Promise<T>): Promise<T> {
    await this.query('BEGIN IMMEDIATE');
    try {
      const result = await work();
      await this.query('COMMIT');
      return result;
    } catch (error) {
      // SQLite itself rolls back when the disk is full, and then has nothing to roll back: what happened first counts.
      await this.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }
}

async function attempt(work: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { value: await work() };
  } catch (reason) {
    return { reason };
  }
}

function settle({ resolve, reject }: Entry, outcome: Outcome): void {
  if ('reason' in outcome) reject(outcome.reason);
  else resolve(outcome.value as never);
}
