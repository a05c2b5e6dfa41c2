import { describe, expect, it } from 'vitest';
import { Mutex } from './mutex.js';

describe('Mutex', () => {
  it('runs one task at a time, in the order of their calls', async () => {
    const mutex = new Mutex();
    const seen: string[] = [];
    const task = (name: string, turns: number) => async (): Promise<string> => {
      seen.push(`${name} begins`);
      for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      seen.push(`${name} ends`);
      return name;
    };

    const results = await Promise.all([mutex.run(task('a', 3)), mutex.run(task('b', 1)), mutex.run(task('c', 0))]);

    expect(results).toEqual(['a', 'b', 'c']);
    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  it('goes on after a task that failed, and tells its caller alone', async () => {
    const mutex = new Mutex();
    const failing = mutex.run(() => Promise.reject(new Error('broken')));
    const throwing = mutex.run(() => {
      throw new Error('thrown');
    });
    const following = mutex.run(() => Promise.resolve('fine'));

    await expect(failing).rejects.toThrow('broken');
    await expect(throwing).rejects.toThrow('thrown');
    expect(await following).toBe('fine');
  });
});
