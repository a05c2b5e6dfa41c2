import { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DatabaseUnavailableError } from '../persistence.errors.js';
import { Database } from './database.js';
import { ReadAgain } from './read-again.js';

interface Runner {
  query(sql: string, parameters?: string[]): Promise<unknown>;
}

describe('Database on SQLite', () => {
  let source: DataSource;
  let database: Database;

  beforeEach(async () => {
    source = new DataSource({ type: 'better-sqlite3', database: ':memory:' });
    await source.initialize();
    await source.query('CREATE TABLE note (words text PRIMARY KEY)');
    database = new Database(source, 'sqlite');
  });

  afterEach(async () => {
    if (source.isInitialized) await source.destroy();
  });

  const write = (runner: Runner, words: string): Promise<unknown> =>
    runner.query('INSERT INTO note (words) VALUES (?)', [words]);
  const notes = async (): Promise<string[]> => {
    const rows = await source.query<{ words: string }[]>('SELECT words FROM note ORDER BY words');
    return rows.map(({ words }) => words);
  };

  /** A transaction writes and waits; meanwhile somebody else writes; then the transaction is rolled back. */
  const interleave = async (
    transaction: (work: (runner: Runner) => Promise<void>) => Promise<void>,
    writeBeside: () => Promise<unknown>,
  ): Promise<void> => {
    let letFail: (() => void) | undefined;
    const failure = new Promise<void>((resolve) => {
      letFail = resolve;
    });
    const written = new Promise<void>((resolve) => {
      const doomed = transaction(async (runner) => {
        await write(runner, 'doomed');
        resolve();
        await failure;
        throw new Error('rolled back');
      });
      void doomed.catch(() => undefined);
    });
    await written;
    const beside = writeBeside();
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    letFail?.();
    await beside;
    await database.read(() => Promise.resolve());
  };

  it('loses no row that is written while a transaction fails', async () => {
    await interleave(
      (work) => database.transaction('test', work),
      () => database.read((manager) => write(manager, 'kept')),
    );

    expect(await notes()).toEqual(['kept']);
  });

  it('would lose it without its queue: the same on bare TypeORM', async () => {
    await interleave(
      (work) => source.transaction(work),
      () => write(source, 'kept'),
    );

    expect(await notes()).toEqual([]);
  });

  it('loses nothing of a hundred writes among a hundred transactions of which half fail', async () => {
    const numbers = Array.from({ length: 100 }, (_, index) => index);
    const transactions = numbers.map((number) =>
      database.transaction('test', async (manager) => {
        await write(manager, `transaction ${number}`);
        await new Promise((resolve) => setImmediate(resolve));
        if (number % 2 === 1) throw new Error('rolled back');
      }),
    );
    const writes = numbers.map((number) => database.read((manager) => write(manager, `plain ${number}`)));

    await Promise.allSettled([...transactions, ...writes]);

    const wanted = numbers.flatMap((number) => [
      `plain ${number}`,
      ...(number % 2 === 0 ? [`transaction ${number}`] : []),
    ]);
    expect(await notes()).toEqual(wanted.sort());
  });

  it('runs a transaction again that read what has changed since', async () => {
    let runs = 0;

    const result = await database.transaction('test', async (manager) => {
      runs += 1;
      await write(manager, `run ${runs}`);
      if (runs < 3) throw new ReadAgain();
      return 'done';
    });

    expect(result).toBe('done');
    expect(await notes()).toEqual(['run 3']);
  });

  it('runs a transaction again when somebody else was faster, and gives up in the end', async () => {
    await write(source, 'taken');
    let runs = 0;

    const attempt = database.transaction('test', async (manager) => {
      runs += 1;
      await write(manager, runs < 3 ? 'taken' : 'free');
    });
    await attempt;

    expect(runs).toBe(3);
    expect(await notes()).toEqual(['free', 'taken']);
  });

  it('tells what happened first when the rollback fails too', async () => {
    const attempt = database.transaction('test', async (manager) => {
      await manager.query('ROLLBACK');
      throw new Error('the first');
    });

    await expect(attempt).rejects.toThrow('the first');
    await database.read((manager) => write(manager, 'goes on'));
    expect(await notes()).toEqual(['goes on']);
  });

  it('says in our words that the database is away', async () => {
    await database.close();

    await expect(database.transaction('test', (manager) => write(manager, 'x'))).rejects.toThrow(
      DatabaseUnavailableError,
    );
  });
});
