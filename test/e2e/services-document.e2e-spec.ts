import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ServiceStore } from '#persistence';
import { PutServices } from '../../apps/broker/src/catalog/document/put-services.js';
import type { Answer, RequestOptions } from '../support/test-broker.js';
import { REDIS, STATIC, World } from '../support/world.js';

const PATH = '/My%20Docker%20Catalog/services';
const SECRET = STATIC.credentials.uri;
const MASKED = {
  ...STATIC,
  dashboardurl: { dashboard_url: '***' },
  credentials: { host: '***', port: '***', uri: '***' },
};
const NOTHING = { added: [], changed: [], removed: [], reordered: false };

describe('the catalog as a document', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.open({ images: [REDIS, STATIC] });
  });

  afterAll(() => world.stop());

  const put = (services: unknown, query = '', headers: RequestOptions['headers'] = {}): Promise<Answer> =>
    world.broker.request('PUT', `${PATH}${query}`, { body: { services }, headers });
  const etagOf = async (): Promise<string> => String((await world.get(PATH)).headers['etag']);
  const storedSecrets = async (): Promise<unknown> => {
    const plans = await world.broker.app.get(ServiceStore).findAll();
    return plans.find(({ serviceName }) => serviceName === 'static')?.definition?.['credentials'];
  };

  afterEach(() => put([REDIS, STATIC]));

  it('shows everything but secrets, with an ETag, and is not kept by anybody', async () => {
    const { status, body, headers } = await world.get(PATH);

    expect({ status, body }).toEqual({ status: 200, body: { services: [REDIS, MASKED] } });
    expect(headers).toMatchObject({
      etag: expect.stringMatching(/^"[\w-]{43}"$/) as string,
      'cache-control': 'private, no-store',
    });
    expect(JSON.stringify(body)).not.toContain('static-password');
  });

  it('takes back what it shows: nothing changes, secrets stay', async () => {
    const { body } = await world.get(PATH);
    const etag = await etagOf();

    const answer = await world.broker.request('PUT', PATH, { body });

    expect(answer).toMatchObject({
      status: 200,
      body: { ...NOTHING, unchanged: [{ service: 'redis' }, { service: 'static' }] },
    });
    expect(await storedSecrets()).toEqual(STATIC.credentials);
    expect(await etagOf()).toBe(etag);
  });

  it('makes the catalog exactly what it says, at once and in its order', async () => {
    const answer = await put([
      { ...STATIC, cpu: 2 },
      { name: 'added', plan: '1' },
    ]);

    expect(answer).toMatchObject({
      status: 200,
      body: {
        dry_run: false,
        added: [{ service: 'added', plan: '1' }],
        changed: [{ service: 'static', plan: '100', changes: [{ path: 'cpu', to: 2 }] }],
        removed: [{ service: 'redis', plan: '100' }],
        unchanged: [],
      },
    });
    expect(await world.get('/v2/catalog')).toMatchObject({ body: { services: [{ id: 'static' }, { id: 'added' }] } });
  });

  it('may be repeated', async () => {
    const services = [{ ...REDIS, tags: ['a'] }];
    await put(services);
    const revision = await world.broker.app.get(ServiceStore).revision();

    expect(await put(services)).toMatchObject({ status: 200, body: { ...NOTHING, unchanged: [{ service: 'redis' }] } });
    expect(await world.broker.app.get(ServiceStore).revision()).toBe(revision);
  });

  it('tells with dry_run what would change, without secrets, and writes nothing', async () => {
    const before = await world.dump();
    const services = [
      { ...STATIC, credentials: { ...STATIC.credentials, uri: 'another-secret' }, memory: '1g' },
      REDIS,
    ];

    const { status, body } = await put(services, '?dry_run=true');

    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        dry_run: true,
        changed: [
          {
            service: 'static',
            changes: [
              { path: 'credentials.uri', from: '***', to: '***' },
              { path: 'memory', to: '1g' },
            ],
          },
        ],
        reordered: true,
      },
    });
    expect(JSON.stringify(body)).not.toMatch(/another-secret|static-password/);
    expect(await world.dump()).toBe(before);
  });

  it('keeps the instances of plans that it leaves out (CAT-04)', async () => {
    await world.provision('kept');
    await put([STATIC]);

    expect(await world.bind('kept', 'b')).toMatchObject({ status: 201 });
    expect(await world.unbind('kept', 'b')).toMatchObject({ status: 200 });
    expect(await world.deprovision('kept')).toMatchObject({ status: 200 });
  });

  it.each<[string, unknown, RegExp]>([
    ['no list', 'x', /needs a list "services"/],
    [
      'what could harm a host',
      [{ ...REDIS, privileged: true }],
      /services\[0\]\.privileged: is not for a plan to say, it could harm the Docker host/,
    ],
    [
      'wrong values, all of them',
      [
        { ...REDIS, cpu: 0 },
        { ...STATIC, pids: 0 },
      ],
      /\[0\]\.cpu: [^]*\[1\]\.pids: /,
    ],
    ['plans of the same id', [REDIS, REDIS], /services\[1\]\.plan: another plan has the same id/],
    [
      '*** in place of a secret that is not stored',
      [{ ...REDIS, environment: { TOKEN: '***' } }],
      /\[0\]\.environment\.TOKEN: is "\*\*\*"/,
    ],
    ['*** under a new name', [{ ...MASKED, name: 'other' }], /services\[0\]\.credentials\.uri: is "\*\*\*"/],
  ])('answers 400 to %s, and writes nothing', async (_, services, description) => {
    const before = await world.dump();

    expect(await put(services)).toMatchObject({
      status: 400,
      body: { description: expect.stringMatching(description) as string },
    });
    expect(await world.dump()).toBe(before);
  });

  it('never stores *** by the path of an image either, but keeps what it stands for', async () => {
    const putImage = (body: object): Promise<Answer> =>
      world.broker.request('PUT', '/My%20Docker%20Catalog/image/static', { body });

    expect(await putImage({ ...MASKED, memory: '1g' })).toMatchObject({ status: 200 });
    expect(await storedSecrets()).toEqual(STATIC.credentials);
    expect(await putImage({ ...MASKED, plan: 'new' })).toMatchObject({ status: 400 });
  });

  it('is refused where If-Match says another one, on dry runs too', async () => {
    const etag = await etagOf();
    expect(await put([REDIS], '', { 'if-match': etag })).toMatchObject({ status: 200 });

    expect(await put([STATIC], '', { 'if-match': etag })).toMatchObject({ status: 412 });
    expect(await put([STATIC], '?dry_run=true', { 'if-match': etag })).toMatchObject({ status: 412 });
    expect(await put([REDIS], '', { 'if-match': '*' })).toMatchObject({ status: 200 });
  });

  it('has another ETag when only a secret differs', async () => {
    const etag = await etagOf();
    await put([REDIS, { ...STATIC, credentials: { ...STATIC.credentials, uri: `${SECRET}x` } }]);

    expect(await etagOf()).not.toBe(etag);
  });

  it('loses nothing of what another broker puts at the same moment', async () => {
    const services = world.broker.app.get(ServiceStore);
    const put = world.broker.app.get(PutServices);
    const other = { serviceName: 'other', planName: '1', definition: { name: 'other', plan: '1' } };
    const body = { services: [REDIS, STATIC] };
    const revision = await services.revision();

    await services.put(other);
    const isReplaced = await services.replaceAll([], revision);
    const diff = await put.execute({ body, ifMatch: undefined, isDryRun: false });

    expect(isReplaced).toBe(false);
    expect(diff).toMatchObject({ removed: [{ service: 'other' }] });
  });

  it('may have 200 plans in 500 KiB; beyond 1 MiB it is told so, and nothing changes', async () => {
    const filled = (characters: number): unknown =>
      Array.from({ length: 200 }, (_, index) => ({
        name: `service-${index}`,
        plan: '100',
        image: 'redis:7',
        memory: '1g',
        pids: 100,
        tags: ['a', 'b'],
        environment: { ONE: '1', TWO: '2', THREE: '3', FOUR: '4', FILLED: 'x'.repeat(characters) },
      }));

    expect(await put(filled(2_500), '?dry_run=true')).toMatchObject({ status: 200, body: { added: { length: 200 } } });
    expect(await put(filled(2_500))).toMatchObject({ status: 200 });
    const before = await world.dump();
    expect(await put(filled(6_000))).toMatchObject({ status: 413 });
    expect(await world.dump()).toBe(before);
  });

  it.each([
    ['GET', '/Other/services', 404],
    ['PUT', '/Other/services', 404],
    ['PUT', `${PATH}?dry_run=maybe`, 400],
  ] as const)('answers %s %s with its own status', async (method, path, status) => {
    expect(await world.broker.request(method, path, { body: { services: [] } })).toMatchObject({ status });
  });

  it.each(['GET', 'PUT'] as const)('is for administrators: %s', async (method) => {
    const headers = { authorization: undefined };

    expect(await world.broker.request(method, PATH, { body: { services: [] }, headers })).toMatchObject({
      status: 401,
    });
  });
});
