import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseRotationPoints } from './choose-rotation-points.js';
import { RotationArena, type RotationCrash } from './rotation-arena.js';

const COMMITS = [
  ...['begin rotation', 'withdraw data key', 'promote data key', 'claim data key'],
  ...['reseal', 'end pass', 'rewrap data keys'],
];

/** Side by side, since each mostly waits. Right before a commit all is as it was after the last one: enough on servers. */
describe.concurrent.each([
  ['sqlite', ['+', '-']],
  ['postgres', ['-']],
  ['mysql', ['-']],
] as const)('a rotation of keys on %s that is killed', (database, sides) => {
  let arena: RotationArena;
  let points: readonly string[];
  beforeAll(async () => {
    arena = await RotationArena.open(database);
    const chosen = chooseRotationPoints(await arena.findPoints());
    points = chosen.filter((point) => sides.some((side) => point.includes(`${side}#`)));
  });
  afterAll(() => arena.close());

  it('before or after any commit leaves every secret readable, and others finish it (T18, row 92)', async () => {
    const crashes: RotationCrash[] = [];
    for (const point of points) crashes.push(await arena.crashAt(point));

    expect(crashes.filter(({ hasDied, fault }) => fault !== undefined || !hasDied)).toEqual([]);
  });

  it('has died at each of them', () => {
    const names = new Set(points.map((point) => point.replace(/#\d+$/, '')));

    const wanted = COMMITS.flatMap((commit) => sides.map((side) => `commit:${commit}${side}`));
    expect([...names].sort()).toEqual(wanted.sort());
  });
});
