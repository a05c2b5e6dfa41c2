import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basic, orderOf, pathOf, World } from '../support/world.js';

type Method = 'GET' | 'PUT' | 'POST' | 'DELETE' | 'PATCH';
type Role = 'platform' | 'admin' | 'agent';

const PAIRS: Readonly<Record<Role, string>> = {
  platform: basic('cf', 'pass:with:colons'),
  admin: basic('operator', 'pässwörd 漢字'),
  agent: basic('agent', 'agent-password'),
};
const ENV = {
  BROKER_ACCESS_PLATFORM_USER: 'cf',
  BROKER_ACCESS_PLATFORM_PASSWORD: 'pass:with:colons',
  BROKER_ACCESS_PLATFORM_FORMERPASSWORD: 'of yesterday',
  BROKER_ACCESS_ADMIN_USER: 'operator',
  BROKER_ACCESS_ADMIN_PASSWORD: 'pässwörd 漢字',
  BROKER_ACCESS_AGENT_USER: 'agent',
  BROKER_ACCESS_AGENT_PASSWORD: 'agent-password',
};
const IMAGE = '/My%20Docker%20Catalog/image/redis';
const IDS = '?service_id=redis&plan_id=redis_100';
const ORDER = { ...orderOf('redis'), organization_guid: 'o', space_guid: 's' };
const PING = { DockerHost: '127.0.0.9', DockerPort: 2375, KeepAlive: 10, ServiceHost: '127.0.0.9' };

const ROUTES: readonly [Method, string, readonly Role[], object?][] = [
  ['GET', '/v2/catalog', ['platform']],
  ['GET', pathOf('i'), ['platform']],
  ['PUT', pathOf('new'), ['platform'], ORDER],
  ['PATCH', pathOf('i'), ['platform'], ORDER],
  ['DELETE', `${pathOf('i')}${IDS}`, ['platform']],
  ['GET', `${pathOf('i')}/last_operation`, ['platform']],
  ['GET', pathOf('i', 'b'), ['platform']],
  ['PUT', pathOf('i', 'new'), ['platform'], ORDER],
  ['DELETE', `${pathOf('i', 'b')}${IDS}`, ['platform']],
  ['GET', `${pathOf('i', 'b')}/last_operation`, ['platform']],
  ['GET', '/v2/no-such-path', ['platform']],
  ['POST', '/ping', ['agent'], PING],
  ['GET', IMAGE, ['admin']],
  ['PUT', IMAGE, ['admin'], { Name: 'redis', Plan: '500' }],
  ['DELETE', IMAGE, ['admin']],
  ['GET', '/My%20Docker%20Catalog/images', ['admin']],
  ['GET', '/v2/images', ['admin']],
  ['GET', '/certificates', ['admin']],
  ['GET', '/certificate/127.0.0.1', ['admin']],
  ['PUT', '/certificate/127.0.0.1', ['admin', 'agent'], { Host: '127.0.0.1' }],
  ['DELETE', '/certificate/127.0.0.1', ['admin']],
  ['GET', '/admin/orphans', ['admin']],
  ['DELETE', '/admin/orphans/unix%3A%2F%2F%2Fs/id', ['admin']],
  ['POST', '/admin/orphans/unix%3A%2F%2F%2Fs/id/adopt', ['admin'], orderOf('redis')],
  ['GET', '/admin/instances', ['admin']],
  ['GET', '/admin/instances/i', ['admin']],
  ['GET', '/no-such-path', ['admin']],
  ['GET', '/v2', ['admin']],
  ['GET', '//v2/catalog', ['admin']],
];

const WRONG: readonly [string, string | undefined][] = [
  ['no Authorization', undefined],
  ['an empty one', ''],
  ['the wrong password', basic('cf', 'wrong')],
  ['the wrong user', basic('nobody', 'pass:with:colons')],
  ['the former password of another user', basic('operator', 'of yesterday')],
  ['the beginning of the password', basic('cf', 'pass')],
  ["one role's user with another's password", basic('cf', 'agent-password')],
  ['the shared pair that no role uses', basic('admin', 'admin')],
  ['another scheme', 'Bearer Y2Y6cGFzczp3aXRoOmNvbG9ucw=='],
  ['no scheme', Buffer.from('cf:pass:with:colons').toString('base64')],
  ['bad base64', 'Basic %%%'],
  ['no colon', `Basic ${Buffer.from('cf').toString('base64')}`],
  ['two of them', `${PAIRS.platform}, ${PAIRS.platform}`],
  ['an endless one', `Basic ${'A'.repeat(10_000)}`],
];

describe('access with a pair for each role', () => {
  let world: World;
  let before: string;
  let runs: number;

  const knock = (
    method: Method,
    path: string,
    authorization: string | undefined,
    body?: object,
  ): ReturnType<World['get']> =>
    world.broker.request(method, path, { headers: { authorization }, ...(body === undefined ? {} : { body }) });

  beforeAll(async () => {
    world = await World.open({ env: ENV, ping: null });
    const headers = { authorization: PAIRS.agent };
    await world.ping({}, { headers });
    await knock('PUT', pathOf('i'), PAIRS.platform, ORDER);
    await knock('PUT', pathOf('i', 'b'), PAIRS.platform, orderOf('redis'));
    before = await world.dump();
    if (!before.includes('"state":"ready"')) throw new Error('there is no binding to be guarded');
    runs = world.docker.calls().length;
  });

  afterAll(() => world.stop());

  const expectNoEffect = async (): Promise<void> => {
    expect(await world.dump()).toBe(before);
    expect(world.docker.calls()).toHaveLength(runs);
  };

  it.each(ROUTES)(
    'answers 401 to %s %s without credentials, and does nothing (AUTH-02, row 1)',
    async (method, path, _, body) => {
      const answer = await knock(method, path, undefined, body);

      expect(answer).toMatchObject({ status: 401, body: { description: expect.stringMatching(/\S/) as string } });
      expect(answer.headers['www-authenticate']).toContain('Basic realm=');
      await expectNoEffect();
    },
  );

  it.each(ROUTES)(
    'answers 401 to %s %s with a wrong password, and does nothing (original §3.2, row 1)',
    async (method, path, _, body) => {
      expect(await knock(method, path, basic('cf', 'wrong'), body)).toMatchObject({ status: 401 });
      await expectNoEffect();
    },
  );

  it('takes the former password as well, while it is being changed (AUTH-04)', async () => {
    expect(await knock('GET', '/v2/catalog', basic('cf', 'of yesterday'))).toMatchObject({ status: 200 });
    expect(await knock('GET', '/v2/catalog', PAIRS.platform)).toMatchObject({ status: 200 });
    expect(await knock('GET', '/certificates', basic('cf', 'of yesterday'))).toMatchObject({ status: 403 });
  });

  const others = ROUTES.flatMap(([method, path, roles, body]) =>
    (['platform', 'admin', 'agent'] as const)
      .filter((role) => !roles.includes(role))
      .map((role) => [method, path, role, body] as const),
  );

  it.each(others)('answers 403 to %s %s by %s, and does nothing', async (method, path, role, body) => {
    expect(await knock(method, path, PAIRS[role], body)).toMatchObject({
      status: 403,
      body: { description: 'These credentials are for another role.' },
    });
    await expectNoEffect();
  });

  it.each(WRONG)('answers 401 to %s', async (_, authorization) => {
    expect(await knock('GET', '/v2/catalog', authorization)).toMatchObject({ status: 401 });
    expect(await knock('PUT', pathOf('new'), authorization, ORDER)).toMatchObject({ status: 401 });
    await expectNoEffect();
  });

  it('answers 401 before anything else can be told (AUTH-03)', async () => {
    const requests = [
      ['GET', pathOf('unknown')],
      ['PUT', `${pathOf('i')}?accepts_incomplete=nonsense`],
      ['GET', '/Another%20Catalog/images'],
    ] as const;

    const answers = await Promise.all(
      requests.map(([method, path]) =>
        world.broker.request(method, path, {
          headers: { authorization: undefined, 'x-broker-api-version': '1.0' },
          ...(method === 'PUT' ? { body: '{"broken' } : {}),
        }),
      ),
    );

    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });

  it.each<[Role, Method, string, { readonly status: number; readonly body?: object }]>([
    ['platform', 'GET', '/v2/catalog', { status: 200 }],
    ['admin', 'GET', '/My%20Docker%20Catalog/images', { status: 200 }],
    ['admin', 'GET', '/certificates', { status: 200 }],
    ['agent', 'POST', '/ping', { status: 200, body: PING }],
    ['agent', 'PUT', '/certificate/127.0.0.1', { status: 400, body: {} }],
    ['admin', 'PUT', '/certificate/127.0.0.1', { status: 400, body: {} }],
    ['admin', 'GET', '/no-such-path', { status: 404 }],
    ['platform', 'GET', '/v2/no-such-path', { status: 404 }],
  ])('lets %s in to %s %s', async (role, method, path, { status, body }) => {
    expect(await knock(method, path, PAIRS[role], body)).toMatchObject({ status });
  });

  it('takes the scheme in any letter case', async () => {
    expect(await knock('GET', '/v2/catalog', PAIRS.platform.replace('Basic', 'basic'))).toMatchObject({ status: 200 });
  });
});

describe('access with one pair for all', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.open({
      env: { BROKER_SERVICES_USER: 'all', BROKER_SERVICES_PASSWORD: 'a:b:ü' },
      ping: null,
    });
  });

  afterAll(() => world.stop());

  it.each([
    ['GET', '/v2/catalog'],
    ['GET', '/My%20Docker%20Catalog/images'],
    ['GET', '/certificates'],
    ['POST', '/ping'],
  ] as const)('opens %s %s with it alone', async (method, path) => {
    const body = method === 'POST' ? { body: PING } : {};
    const knock = (authorization: string): ReturnType<World['get']> =>
      world.broker.request(method, path, { headers: { authorization }, ...body });

    expect(await knock(basic('all', 'a:b:ü'))).toMatchObject({ status: 200 });
    expect(await knock(basic('all', 'a:b'))).toMatchObject({ status: 401 });
    expect(await knock(basic('all', ''))).toMatchObject({ status: 401 });
    expect(await knock(basic('', 'a:b:ü'))).toMatchObject({ status: 401 });
    expect(await knock(basic('all', 'a:b:ü'))).toMatchObject({ status: 200 });
  });

  it('never remembers a password that was wrong', async () => {
    const wrong = basic('all', 'guess');

    const answers = await Promise.all(
      Array.from({ length: 5 }, () =>
        world.broker.request('GET', '/v2/catalog', { headers: { authorization: wrong } }),
      ),
    );

    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
  });
});
