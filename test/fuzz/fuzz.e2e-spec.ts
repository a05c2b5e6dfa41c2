import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderOf, pathOf } from '../support/world.js';
import { FuzzTarget } from './fuzz-target.js';
import { playRounds, scaled, SEED } from './scale.js';

const REQUESTS = Number(process.env['FUZZ_REQUESTS'] ?? scaled(30_000));
/**
 * Each of these must be met, or the requests have become too tame, or too wild. Rarer ones are left to other tests: chance
 * may leave them out.
 */
const STATUSES = [200, 201, 400, 401, 403, 404, 405, 410, 412, 414, 417, 431];

describe(`requests that nobody should send (FUZZ_SEED=${SEED})`, () => {
  let target: FuzzTarget;

  beforeAll(async () => {
    target = await FuzzTarget.open(0.1);
  });
  afterAll(() => target.world.stop());

  it(
    'get an answer that says so, and do no harm (ERR-09, T1, T12, T13, T14, T21)',
    { timeout: 1_800_000 },
    async () => {
      const faults = await playRounds(REQUESTS, (dice) => target.fire(dice));

      expect(faults).toEqual([]);
      expect(
        STATUSES.filter((status) => !target.counts.has(status)),
        `of ${JSON.stringify([...target.counts])}`,
      ).toEqual([]);
    },
  );

  it('leave the broker as good as new', async () => {
    const { world } = target;

    expect(await world.get('/v2/catalog')).toMatchObject({
      status: 200,
      body: { services: expect.any(Array) as unknown },
    });
    expect(await world.provision('after')).toMatchObject({ status: 201 });
    expect(await world.bind('after', 'b')).toMatchObject({ status: 201, body: { credentials: {} } });
    const body = { ...orderOf('redis'), parameters: { after: true } };
    expect(await world.broker.request('PATCH', `${pathOf('after')}?accepts_incomplete=true`, { body })).toMatchObject({
      status: 200,
    });
    expect(await world.unbind('after', 'b')).toMatchObject({ status: 200 });
    expect(await world.deprovision('after')).toMatchObject({ status: 200 });
  });
});
