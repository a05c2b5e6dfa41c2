import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, RequestOptions } from '../support/test-broker.js';
import { orderOf, pathOf, World } from '../support/world.js';

const HEADER = 'x-broker-api-request-identity';

describe('request identity', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.open();
    world.play({ '/provision': ({ stdin }) => ({ exitCode: stdin.includes('fail') ? 1 : 0 }) });
  });

  afterAll(() => world.stop());

  const ask = (method: 'GET' | 'PUT', path: string, { headers, ...options }: RequestOptions = {}): Promise<Answer> =>
    world.broker.request(method, path, { ...options, headers: { [HEADER]: 'e26cee84-6b38-4456', ...headers } });
  const order = { ...orderOf('redis'), organization_guid: 'o', space_guid: 's' };

  it.each<[number, 'GET' | 'PUT', string, RequestOptions]>([
    [200, 'GET', '/v2/catalog', {}],
    [201, 'PUT', pathOf('new'), { body: order }],
    [400, 'PUT', pathOf('new'), { body: {} }],
    [400, 'PUT', pathOf('new'), { body: '{' }],
    [401, 'GET', '/v2/catalog', { headers: { authorization: undefined } }],
    [404, 'GET', '/v2/nothing', {}],
    [412, 'GET', '/v2/catalog', { headers: { 'x-broker-api-version': '1.0' } }],
    [413, 'PUT', pathOf('new'), { body: JSON.stringify({ ...order, x: 'x'.repeat(300_000) }) }],
    [500, 'PUT', pathOf('failing'), { body: { ...order, parameters: { fail: true } } }],
  ])('is copied into an answer of %i (HDR-09)', async (status, method, path, options) => {
    const answer = await ask(method, path, options);

    expect(answer.status).toBe(status);
    expect(answer.headers[HEADER]).toBe('e26cee84-6b38-4456');
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
  });

  it('is made where the platform gives none', async () => {
    const { headers } = await ask('GET', '/v2/catalog', { headers: { [HEADER]: undefined } });

    expect(headers[HEADER]).toMatch(/^[\w-]{16}-[0-9a-z]+$/);
  });

  it('loses what could move a terminal, and is no longer than it need be (HDR-10)', async () => {
    const { headers } = await ask('GET', '/v2/catalog', { headers: { [HEADER]: `a\u0085b${'x'.repeat(400)}` } });

    expect(headers[HEADER]).toBe(`ab${'x'.repeat(253)}`);
  });

  it('is no key to anything: two requests of one identity are two requests (HDR-11)', async () => {
    const [one, other] = await Promise.all([
      ask('PUT', pathOf('one'), { body: order }),
      ask('PUT', pathOf('other'), { body: order }),
    ]);

    expect([one.status, other.status]).toEqual([201, 201]);
  });

  it.each(['cloudfoundry eyJ1c2VyX2lkIjoiMSJ9', 'nonsense', '', 'cloudfoundry %%%'])(
    'works with the originating identity "%s" (HDR-06, HDR-07)',
    async (identity) => {
      const headers = { 'x-broker-api-originating-identity': identity };

      expect(await ask('GET', '/v2/catalog', { headers })).toMatchObject({ status: 200 });
    },
  );
});
