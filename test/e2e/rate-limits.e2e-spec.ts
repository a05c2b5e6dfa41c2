import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RecordingLogger } from '../../apps/broker/src/operations/testing/recording-logger.js';
import type { Answer } from '../support/test-broker.js';
import { basic, World } from '../support/world.js';

const ENV = {
  BROKER_ACCESS_PLATFORM_USER: 'cf',
  BROKER_ACCESS_PLATFORM_PASSWORD: 'platform-password',
  BROKER_ACCESS_ADMIN_USER: 'operator',
  BROKER_ACCESS_ADMIN_PASSWORD: 'admin-password',
  BROKER_ACCESS_AGENT_USER: 'agent',
  BROKER_ACCESS_AGENT_PASSWORD: 'agent-password',
  BROKER_HTTP_TRUSTEDPROXIES: '["127.0.0.1"]',
  BROKER_LIMITS_FAILEDLOGINSPERMINUTE: '3',
  BROKER_LIMITS_REQUESTSPERMINUTE: '20',
  BROKER_LIMITS_PINGSPERMINUTE: '2',
};
const PLATFORM = basic('cf', 'platform-password');
const ADMIN = basic('operator', 'admin-password');
const WRONG = basic('cf', 'guess');

describe('floods (T4)', () => {
  let world: World;
  let logger: RecordingLogger;
  let clients = 0;
  let client: string;

  beforeAll(async () => {
    logger = new RecordingLogger();
    world = await World.open({ env: ENV, ping: null, logger });
    await ask(PLATFORM, '192.0.2.250');
  });
  afterAll(() => world.stop());
  beforeEach(() => {
    clients += 1;
    client = `192.0.2.${clients}`;
  });

  const ask = (
    authorization: string | undefined,
    from: string,
    path = '/v2/catalog',
    body?: unknown,
  ): Promise<Answer> =>
    world.broker.request(body === undefined ? 'GET' : 'PUT', path, {
      headers: { authorization, 'x-forwarded-for': from },
      ...(body === undefined ? {} : { body }),
    });
  const guess = async (times: number, from = client): Promise<readonly number[]> => {
    const statuses: number[] = [];
    for (let index = 0; index < times; index++) statuses.push((await ask(WRONG, from)).status);
    return statuses;
  };
  const ping = (dockerHost: string): Promise<Answer> =>
    world.ping(
      { DockerHost: dockerHost, DockerPort: 2376 },
      { headers: { authorization: basic('agent', 'agent-password') } },
    );
  const said = (message: string): readonly unknown[] =>
    logger.entries.filter((entry) => (entry as { message?: string }).message === message);

  it('turn an address away that guesses, right or wrong, and say when to come again', async () => {
    expect(await guess(4)).toEqual([401, 401, 401, 429]);

    const answer = await ask(basic('cf', 'another guess'), client);
    expect(answer).toMatchObject({
      status: 429,
      body: { description: 'Too many logins from this address were wrong. Try again in 60 s, with the right ones.' },
      headers: { 'retry-after': '60' },
    });
    expect(answer.headers['www-authenticate']).toBeUndefined();
    expect(await ask(ADMIN, client)).toMatchObject({ status: 429 });
  });

  it('turn nobody else away, nor whoever was right before from the same address', async () => {
    await guess(4);

    expect(await ask(PLATFORM, client)).toMatchObject({ status: 200 });
    expect(await guess(1, '198.51.100.1')).toEqual([401]);
  });

  it('count a network of IPv6 as one address', async () => {
    expect(await guess(3, '2001:db8::1')).toEqual([401, 401, 401]);
    expect(await guess(1, '2001:db8::2')).toEqual([429]);
  });

  it('are no guesses without credentials', async () => {
    for (let index = 0; index < 5; index++) expect((await ask(undefined, client)).status).toBe(401);

    expect(await guess(1)).toEqual([401]);
  });

  it('are refused before the body is read', async () => {
    await guess(3);

    expect(await ask(WRONG, client, '/v2/service_instances/i', '{"broken')).toMatchObject({ status: 429 });
  });

  it('of one host end with 429, and others go on', async () => {
    expect([(await ping('10.0.0.1')).status, (await ping('10.0.0.1')).status]).toEqual([200, 200]);

    expect(await ping('10.0.0.1')).toMatchObject({
      status: 429,
      body: { description: expect.stringContaining('Too many pings of this Docker host: 2 a minute') as string },
      headers: { 'retry-after': expect.stringMatching(/^\d+$/) as string },
    });
    expect(await ping('10.0.0.2')).toMatchObject({ status: 200 });
  });

  it('with right credentials end with 429 too, for one user and not for another', async () => {
    const statuses: number[] = [];
    for (let index = 0; index < 21; index++) statuses.push((await ask(PLATFORM, client)).status);

    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
    expect(await ask(PLATFORM, client)).toMatchObject({
      status: 429,
      body: { description: expect.stringContaining('Too many requests with these credentials: 20 a minute') as string },
      headers: { 'retry-after': expect.stringMatching(/^\d+$/) as string },
    });
    expect(await ask(ADMIN, '198.51.100.2', '/certificates')).toMatchObject({ status: 200 });
  });

  it('leave probes alone', async () => {
    for (let index = 0; index < 30; index++) expect((await world.get('/livez')).status).toBe(200);
  });

  it('are one alarm a minute, and two entries of the trail (T22)', async () => {
    await guess(50, '198.51.100.3');

    expect(said('logins are turned away: too many from there were wrong')).toHaveLength(1);
    expect(said('requests are turned away: too many with the same credentials')).toHaveLength(1);
    expect(said('pings are turned away: too many of the same host')).toHaveLength(1);
    const noted = said('audit').filter((entry) => (entry as { address: string }).address === '198.51.100.3');
    expect(noted).toMatchObject([{ status: 401 }, { status: 429 }]);
  });
});

describe('the address of a client (T17)', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.open({ ping: null, env: { BROKER_LIMITS_FAILEDLOGINSPERMINUTE: '2' } });
  });
  afterAll(() => world.stop());

  it('is not what somebody says who is no trusted proxy', async () => {
    const statuses: number[] = [];
    for (const from of ['192.0.2.1', '192.0.2.2', '192.0.2.3']) {
      const headers = { authorization: 'Basic bm9ib2R5Og', 'x-forwarded-for': from, forwarded: `for=${from}` };
      statuses.push((await world.broker.request('GET', '/v2/catalog', { headers })).status);
    }

    expect(statuses).toEqual([401, 401, 429]);
  });
  it('is counted for paths that cannot be read too', async () => {
    const headers = { authorization: 'Basic bm9ib2R5Og' };

    expect(await world.broker.request('GET', '/%zz', { headers })).toMatchObject({ status: 429 });
  });
});
