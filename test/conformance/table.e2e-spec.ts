import { afterAll, beforeAll, describe, it } from 'vitest';
import { AREAS } from './areas.js';
import { expectRow, isPlayed } from './play-row.js';
import { Stage } from './stage.js';
import type { Area, Speed } from './table.types.js';

const SPEEDS: readonly Speed[] = ['at once', 'slowly'];
const TURNS = AREAS.flatMap((area) => SPEEDS.map((speed): [string, Speed, Area] => [area.name, speed, area])).filter(
  ([, speed, { rows }]) => rows.some((row) => isPlayed(row, speed)),
);

describe.each(TURNS)('%s, %s', (_name, speed, area) => {
  const played = area.rows.filter((row) => isPlayed(row, speed));
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.open(area, speed);
  });

  afterAll(() => stage.close());

  for (const row of played) it(`${row.given ?? 'nothing'} · ${row.title} (${row.ids})`, () => expectRow(stage, row));
});
