import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CrashArena, type LifeOf } from './crash-arena.js';
import { CrashLife } from './crash-life.js';
import { findChanges } from './find-changes.js';
import { TenantLife } from './tenant-life.js';
import { UpdateLife } from './update-life.js';

describe.each(['sqlite', 'postgres', 'mysql'] as const)('a broker on %s that is killed', (database) => {
  let arena: CrashArena;
  let points: readonly string[];
  beforeAll(async () => {
    arena = await CrashArena.open(database);
    points = await arena.findPoints(CrashLife);
  });
  afterAll(() => arena.close());

  const expectNoHarm = async (life: LifeOf, places: readonly string[]): Promise<void> => {
    const startedAt = performance.now();
    const crashes = await arena.crashAll(life, places);
    const seconds = Math.round((performance.now() - startedAt) / 1_000);
    process.stdout.write(`${database}, ${life.name}: killed at ${crashes.length} points in ${seconds} s\n`);
    expect(crashes.filter(({ hasDied, fault }) => fault !== undefined || !hasDied)).toEqual([]);
  };

  it('before and after each commit and each call of Docker leaves nothing lost, leaked or doubled', async () => {
    await expectNoHarm(CrashLife, points);

    expect(points.length).toBeGreaterThanOrEqual(60);
  });

  it('passes a point before and one after each of them', () => {
    const sides = (side: string): string[] =>
      points.filter((point) => point.includes(side)).map((point) => point.replace(side, ''));

    expect(sides('+#').sort()).toEqual(sides('-#').sort());
    expect(new Set(points.map((point) => point.split(/[+-]/, 1)[0])).size).toBeGreaterThanOrEqual(15);
  });

  it('between any two changes that updates make leaves instances wholly as they were, or as they are to be (row 61)', async () => {
    const changes = findChanges(await arena.findPoints(UpdateLife));

    await expectNoHarm(UpdateLife, changes);

    expect(changes.length).toBeGreaterThanOrEqual(30);
  });

  // The same code on all of them: one with locks of rows is enough.
  if (database === 'postgres')
    it('between any two changes for an instance that shares a container leaves the others in it alone (row 82)', async () => {
      const changes = findChanges(await arena.findPoints(TenantLife));

      await expectNoHarm(TenantLife, changes);

      expect(changes.length).toBeGreaterThanOrEqual(10);
    });
});
