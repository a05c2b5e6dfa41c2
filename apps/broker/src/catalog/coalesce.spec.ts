import { describe, expect, it } from 'vitest';
import { coalesce } from './coalesce.js';

describe('coalesce', () => {
  it('runs once for all callers of one turn', async () => {
    let runs = 0;
    const read = coalesce(() => Promise.resolve((runs += 1)));

    expect(await Promise.all([read(), read(), read()])).toEqual([1, 1, 1]);
    expect(await read()).toBe(2);
  });

  it('starts after the last of them asked', async () => {
    let committed = 0;
    const read = coalesce(() => Promise.resolve(committed));

    const first = read();
    committed = 1;
    const second = read();

    expect(await Promise.all([first, second])).toEqual([1, 1]);
  });

  it('starts anew for who asks while it runs', async () => {
    const ends: ((value: string) => void)[] = [];
    const read = coalesce(() => new Promise<string>((resolve) => ends.push(resolve)));
    const first = read();
    await new Promise((resolve) => setImmediate(resolve));

    const second = read();
    await new Promise((resolve) => setImmediate(resolve));
    ends[0]?.('old');
    ends[1]?.('new');

    expect(await Promise.all([first, second])).toEqual(['old', 'new']);
  });

  it('tells all of a failure, and forgets it', async () => {
    let runs = 0;
    const read = coalesce(() => {
      runs += 1;
      return runs === 1 ? Promise.reject(new Error('away')) : Promise.resolve(runs);
    });

    const outcomes = await Promise.allSettled([read(), read()]);

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await read()).toBe(2);
  });
});
