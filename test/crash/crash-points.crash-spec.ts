import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CrashArena } from './crash-arena.js';

describe.each(['sqlite', 'postgres', 'mysql'] as const)('a broker on %s that is killed', (database) => {
  let arena: CrashArena;
  let points: readonly string[];
  beforeAll(async () => {
    arena = await CrashArena.open(database);
    points = await arena.findPoints();
  });
  afterAll(() => arena.close());

  it('before and after each commit and each call of Docker leaves nothing lost, leaked or doubled', async () => {
    const startedAt = performance.now();

    const crashes = await arena.crashAll(points);

    const seconds = Math.round((performance.now() - startedAt) / 1_000);
    process.stdout.write(`${database}: killed at ${crashes.length} points in ${seconds} s\n`);
    expect(crashes.filter(({ hasDied, fault }) => fault !== undefined || !hasDied)).toEqual([]);
    expect(crashes.length).toBeGreaterThanOrEqual(60);
  });

  it('passes a point before and one after each of them', () => {
    const sides = (side: string): string[] =>
      points.filter((point) => point.includes(side)).map((point) => point.replace(side, ''));

    expect(sides('+#').sort()).toEqual(sides('-#').sort());
    expect(new Set(points.map((point) => point.split(/[+-]/, 1)[0])).size).toBeGreaterThanOrEqual(15);
  });
});
