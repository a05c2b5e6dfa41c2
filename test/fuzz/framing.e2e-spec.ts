import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FuzzTarget } from './fuzz-target.js';
import { playRounds, scaled, SEED } from './scale.js';

/** Each must be met: some are whole all the same. */
const STATUSES = [200, 400];

describe(`bytes that are no request, or two (FUZZ_SEED=${SEED})`, () => {
  let target: FuzzTarget;

  beforeAll(async () => {
    target = await FuzzTarget.open(1);
  });
  afterAll(() => target.world.stop());

  it(
    'are answered in the shape of the API, or not at all, and the connection ends (T16)',
    { timeout: 1_800_000 },
    async () => {
      const faults = await playRounds(scaled(2_000), (dice) => target.fire(dice));

      expect(faults).toEqual([]);
      expect(
        STATUSES.filter((status) => !target.counts.has(status)),
        `of ${JSON.stringify([...target.counts])}`,
      ).toEqual([]);
    },
  );

  it('leave the broker as good as new', async () => {
    expect(await target.world.provision('after')).toMatchObject({ status: 201 });
    expect(await target.world.deprovision('after')).toMatchObject({ status: 200 });
  });
});
