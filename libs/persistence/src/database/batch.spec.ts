import { describe, expect, it } from 'vitest';
import { Batch } from './batch.js';

describe('Batch', () => {
  it('writes what came while it was writing in one go, and gives each its own result', async () => {
    const written: (readonly number[])[] = [];
    const batch = new Batch<number, number>(async (items) => {
      written.push(items);
      await new Promise((resolve) => setImmediate(resolve));
      return items.map((item) => item * 10);
    });

    const results = await Promise.all([1, 2, 3].map((item) => batch.add(item)));

    expect(results).toEqual([10, 20, 30]);
    expect(written).toEqual([[1], [2, 3]]);
  });

  it('waits, where many come one after the other, until enough are together', async () => {
    const written: (readonly number[])[] = [];
    const write = (items: readonly number[]): Promise<readonly number[]> => {
      written.push(items);
      return Promise.resolve(items);
    };
    const batch = new Batch<number, number>(write, { upTo: 2, atMostMs: 2 ** 30 });

    await Promise.all([1, 2, 3].map((item) => batch.add(item)));
    const next = batch.add(4);
    await new Promise((resolve) => setImmediate(resolve));
    const before = [...written];
    await Promise.all([next, batch.add(5)]);

    expect(before).toEqual([[1], [2, 3]]);
    expect(written).toEqual([[1], [2, 3], [4, 5]]);
  });

  it('waits no longer than it may, and not at all once they come alone', async () => {
    const written: (readonly number[])[] = [];
    const write = (items: readonly number[]): Promise<readonly number[]> => {
      written.push(items);
      return Promise.resolve(items);
    };
    const batch = new Batch<number, number>(write, { upTo: 3, atMostMs: 1 });

    await Promise.all([1, 2, 3].map((item) => batch.add(item)));
    for (const item of [4, 5, 6]) await batch.add(item);

    expect(written).toEqual([[1], [2, 3], [4], [5], [6]]);
  });

  it('lets a bad item fail alone', async () => {
    const batch = new Batch<string, string>((items) =>
      items.includes('bad') ? Promise.reject(new Error('unfit')) : Promise.resolve(items),
    );

    const results = await Promise.allSettled(['first', 'good', 'bad', 'fine'].map((item) => batch.add(item)));

    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  });

  it('goes on after a failure', async () => {
    let broken = true;
    const batch = new Batch<string, string>((items) => {
      if (broken) return Promise.reject(new Error('no disk'));
      return Promise.resolve(items);
    });

    await expect(batch.add('lost')).rejects.toThrow('no disk');
    broken = false;

    expect(await batch.add('kept')).toBe('kept');
  });
});
