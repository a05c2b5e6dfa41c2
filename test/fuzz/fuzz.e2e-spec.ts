import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ServiceStore } from '#persistence';
import { sendRaw } from '../support/raw-http.js';
import { routesOf } from '../support/routes-of.js';
import { orderOf, pathOf, World } from '../support/world.js';
import { Dice } from './dice.js';
import { findFault } from './find-fault.js';
import { type FuzzRequest, makeRequest } from './fuzz-request.js';

const SEED = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1e9);
const REQUESTS = Number(process.env['FUZZ_REQUESTS'] ?? 3_000);
/**
 * Each of these must be met, or the requests have become too tame, or too wild. Rarer ones are left to other tests: chance
 * may leave them out.
 */
const STATUSES = [200, 201, 400, 401, 404, 405, 410, 412, 414, 417, 431];

describe(`requests that nobody should send (FUZZ_SEED=${SEED})`, () => {
  let world: World;
  let port: number;

  beforeAll(async () => {
    world = await World.open({ ping: { Portbind_max: 20_999 } });
    await world.broker.app.listen(0, '127.0.0.1');
    port = (world.broker.app.getHttpServer() as { address(): AddressInfo }).address().port;
  });

  afterAll(() => world.stop());

  /** The status, or a report of what is wrong. */
  const fire = async (request: FuzzRequest, number: number): Promise<readonly number[] | string> => {
    const { bytes, method, isBroken } = request;
    const answers = await sendRaw(port, bytes, { isHead: method === 'HEAD', isCut: isBroken });
    const fault = findFault(request, answers);
    if (fault === undefined) return answers.map(({ status }) => status);
    const sent = JSON.stringify(bytes.subarray(0, 3_000).toString('latin1'));
    return `FUZZ_SEED=${SEED}, request ${number}: ${fault} in ${JSON.stringify(answers)} to ${sent}`;
  };

  it('get an answer that says so, and do no harm (ERR-09, T12, T13, T14, T21)', { timeout: 1_800_000 }, async () => {
    const dice = new Dice(SEED);
    const catalog = (await world.broker.app.get(ServiceStore, { strict: false }).identity()).name;
    const [first = '', ...routes] = routesOf(world.broker);
    const counts = new Map<number, number>();
    const faults: string[] = [];

    for (let number = 0; number < REQUESTS; number += 1) {
      const result = await fire(makeRequest([first, ...routes], catalog, dice), number);
      if (typeof result === 'string') faults.push(result);
      else for (const status of result) counts.set(status, (counts.get(status) ?? 0) + 1);
    }

    expect(faults).toEqual([]);
    expect(
      STATUSES.filter((status) => !counts.has(status)),
      `of ${JSON.stringify([...counts])}`,
    ).toEqual([]);
  });

  it('leave the broker as good as new', async () => {
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
