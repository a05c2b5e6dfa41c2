import { describe, expect, it } from 'vitest';
import { MinuteLimit } from './minute-limit.types.js';

describe('MinuteLimit (T4)', () => {
  it('lets each key come so often, and says then when it may come again', async () => {
    const limit = new MinuteLimit(2);

    expect(await limit.take('a')).toBeUndefined();
    expect(await limit.take('a')).toBeUndefined();
    expect(await limit.take('a')).toBeGreaterThan(0);
    expect(await limit.take('a')).toBeLessThanOrEqual(60);
    expect(await limit.take('b')).toBeUndefined();
  });

  it('counts each of twenty thousand by itself', async () => {
    const limit = new MinuteLimit(1);
    const keys = Array.from({ length: 20_000 }, (_, index) => `host-${index}`);

    const refused = (await Promise.all(keys.map(async (key) => await limit.take(key)))).filter(
      (wait) => wait !== undefined,
    );

    expect(refused).toEqual([]);
  });

  it('lets everybody come at once where there is no limit', () => {
    expect(new MinuteLimit(0).take('a')).toBeUndefined();
  });
});
