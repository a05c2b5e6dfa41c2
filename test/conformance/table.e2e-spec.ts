import { afterAll, beforeAll, describe, it } from 'vitest';
import { AREAS, PENDING } from './areas.js';
import { isPlayed, playRow } from './play-row.js';
import { Stage } from './stage.js';
import type { Area, Speed } from './table.types.js';

const SPEEDS: readonly Speed[] = ['at once', 'slowly'];
/** `PENDING=1` plays what is pending, and that alone. */
const PLAYED = process.env['PENDING'] === '1' ? PENDING : AREAS;
const TURNS = PLAYED.flatMap((area) => SPEEDS.map((speed): [string, Speed, Area] => [area.name, speed, area]));

describe.each(TURNS)('%s, %s', (_name, speed, area) => {
  const played = area.rows.filter((row) => isPlayed(row, speed));
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.open(area, speed);
  });

  afterAll(() => stage.close());

  for (const row of played) {
    const test = row.contradicted === undefined ? it : it.fails;

    test(`${row.given ?? 'nothing'} · ${row.title} (${row.ids})`, () => playRow(stage, row));
  }
});
