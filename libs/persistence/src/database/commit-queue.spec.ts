import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CommitQueue } from './commit-queue.js';

interface BareDatabase {
  readonly inTransaction: boolean;
  exec(sql: string): unknown;
  prepare(sql: string): { all(): { readonly words: string }[] };
  close(): void;
}

const Driver = createRequire(import.meta.url)('better-sqlite3') as new (file: string) => BareDatabase;
const aTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('CommitQueue', () => {
  let database: BareDatabase;
  let said: string[];
  let failing: string | undefined;
  let queue: CommitQueue;
  beforeEach(() => {
    database = new Driver(':memory:');
    database.exec('CREATE TABLE note (words text PRIMARY KEY)');
    [said, failing] = [[], undefined];
    queue = new CommitQueue(async (sql) => {
      said.push(sql);
      await aTurn();
      if (sql === failing) {
        failing = undefined;
        throw new Error(`no ${sql}`);
      }
      database.exec(sql);
    });
  });
  afterEach(() => {
    database.close();
  });

  const note = async (words: string): Promise<string> => {
    await aTurn();
    database.exec(`INSERT INTO note (words) VALUES ('${words}')`);
    return words;
  };
  const notes = (): readonly string[] =>
    database
      .prepare('SELECT words FROM note ORDER BY words')
      .all()
      .map(({ words }) => words);
  const count = (sql: string): number => said.filter((one) => one === sql).length;
  it('commits together what waits at the same time, and gives each its own result', async () => {
    const results = await Promise.all(['a', 'b', 'c'].map((words) => queue.transaction(() => note(words))));

    expect(results).toEqual(['a', 'b', 'c']);
    expect(notes()).toEqual(['a', 'b', 'c']);
    expect(count('COMMIT')).toBe(1);
  });

  it('begins a commit when a turn brings nobody new, and no sooner', async () => {
    const late = async (words: string, turns: number): Promise<string> => {
      for (let turn = 0; turn < turns; turn += 1) await aTurn();
      return queue.transaction(() => note(words));
    };
    const afterReading = queue.read(() => Promise.resolve('d')).then((words) => queue.transaction(() => note(words)));

    await Promise.all([late('a', 0), late('b', 1), late('c', 2), afterReading]);

    expect(notes()).toEqual(['a', 'b', 'c', 'd']);
    expect(count('COMMIT')).toBe(1);
  });

  it('waits for no company beyond measure', async () => {
    const readers = { areComing: true };
    const readOn = async (): Promise<void> => {
      while (readers.areComing) await queue.read(() => Promise.resolve());
    };
    const reading = readOn();

    expect(await queue.transaction(() => note('a'))).toBe('a');
    readers.areComing = false;
    await reading;
  });

  it('undoes one that fails, all of it, and none of the others', async () => {
    const failed = async (): Promise<void> => {
      await note('half');
      throw new Error('unfit');
    };
    const results = await Promise.allSettled([
      queue.transaction(() => note('before')),
      queue.transaction(failed),
      queue.transaction(() => note('after')),
    ]);

    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(notes()).toEqual(['after', 'before']);
  });

  it('tells nobody anything before it is committed, a failure neither (row 7)', async () => {
    const told: string[] = [];
    const work = async (words: string): Promise<void> => {
      if (words === 'bad') throw new Error('unfit');
      await note(words);
    };
    const tell = (words: string): Promise<unknown> =>
      queue
        .transaction(() => work(words))
        .catch(() => undefined)
        .then(() => told.push(`${words} in ${String(count('COMMIT'))}, open: ${String(database.inTransaction)}`));

    await Promise.all([tell('good'), tell('bad'), queue.read(() => Promise.resolve())]);

    expect(told).toEqual(['good in 1, open: false', 'bad in 1, open: false']);
  });

  it('shows reads what is committed, and nothing else', async () => {
    const reading: Promise<readonly string[]>[] = [];
    const readWhileWriting = async (words: string): Promise<void> => {
      await note(words);
      reading.push(queue.read(() => Promise.resolve([...notes(), String(database.inTransaction)])));
    };

    await Promise.all([queue.transaction(() => readWhileWriting('a')), queue.transaction(() => note('b'))]);

    expect(await Promise.all(reading)).toEqual([['a', 'b', 'false']]);
  });

  it('runs each alone when their commit fails, so that one that cannot be stored harms no other', async () => {
    failing = 'COMMIT';
    const results = await Promise.all(['a', 'b'].map((words) => queue.transaction(() => note(words))));

    expect(results).toEqual(['a', 'b']);
    expect(notes()).toEqual(['a', 'b']);
    expect(count('COMMIT')).toBe(3);
  });

  it('tells everybody when nothing can be committed, and keeps nothing of it (row 7)', async () => {
    const full = new CommitQueue(async (sql) => {
      await aTurn();
      if (sql === 'COMMIT') throw new Error('the disk is full');
      database.exec(sql);
    });
    const results = await Promise.allSettled(['a', 'b', 'c'].map((words) => full.transaction(() => note(words))));

    const refused: unknown = expect.objectContaining({ message: 'the disk is full' });
    expect(results).toEqual(['a', 'b', 'c'].map(() => ({ status: 'rejected', reason: refused })));
    expect(await full.read(() => Promise.resolve(notes()))).toEqual([]);
  });

  it('goes on after one that failed alone, and tells its caller', async () => {
    failing = 'COMMIT';

    await expect(queue.transaction(() => note('lost'))).rejects.toThrow('no COMMIT');

    expect(await queue.transaction(() => note('kept'))).toBe('kept');
    expect(notes()).toEqual(['kept']);
  });
});
