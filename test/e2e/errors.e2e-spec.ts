import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../support/test-broker.js';
import { orderOf, pathOf, World } from '../support/world.js';

const ORDER = { ...orderOf('redis'), organization_guid: 'o', space_guid: 's' };
const IDS = '?service_id=redis&plan_id=redis_100';

describe('errors', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.open();
  });

  afterAll(() => world.stop());

  /** ERR-02, ERR-03, ERR-09: an object with a sentence, and nothing of a framework's own. */
  const expectDescription = ({ status, body }: Answer, wanted: number): void => {
    expect(status).toBe(wanted);
    expect(body).toMatchObject({ description: expect.stringMatching(/^.{10,200}$/s) as string });
    expect(Object.keys(body as object).filter((key) => key !== 'error')).toEqual(['description']);
    expect(JSON.stringify(body)).not.toMatch(/at .*\.[jt]s|node_modules|Error:|"statusCode"|Bad Request/);
  };

  it.each([
    ['GET', '/'],
    ['GET', '/v2/nothing'],
    ['GET', '/v2/catalog/'],
    ['GET', '/v2/service_instances/i/service_binding'],
  ] as const)('answers 404 to %s %s', async (method, path) => {
    expectDescription(await world.broker.request(method, path), 404);
  });

  it.each([
    ['POST', '/v2/catalog', 'GET, HEAD'],
    ['PATCH', pathOf('i', 'b'), 'DELETE, GET, HEAD, PUT'],
    ['GET', '/ping', 'POST'],
    ['PUT', '/certificates', 'GET, HEAD'],
  ] as const)('answers 405 to %s %s, and says which methods there are', async (method, path, allow) => {
    const answer = await world.broker.request(method, path, { body: '{' });

    expectDescription(answer, 405);
    expect(answer.headers['allow']).toBe(allow);
  });

  it.each(['{"service_id":', 'text', '[1]', '"text"', 'null', '', '{"a":{"__proto__":{"x":1}}}', '\u0000'])(
    'answers 400 to the body %j (row 3)',
    async (body) => {
      expectDescription(await world.broker.request('PUT', pathOf('bad'), { body }), 400);
    },
  );

  it.each([
    ['none', undefined],
    ['JSON of a kind', 'application/json; charset=utf-8'],
  ])('takes a JSON body whose Content-Type is %s (HDR-13)', async (name, contentType) => {
    const answer = await world.broker.request('PUT', pathOf(`typed ${name}`), {
      body: ORDER,
      headers: { 'content-type': contentType },
    });

    expect(answer.status).toBe(201);
  });

  it('answers 400, not 415, to a Content-Type that is none (HDR-14)', async () => {
    const headers = { 'content-type': 'nonsense' };

    expectDescription(await world.broker.request('PUT', pathOf('typed'), { body: ORDER, headers }), 400);
  });

  it('takes a DELETE that announces JSON and sends nothing', async () => {
    await world.provision('to-delete');
    const headers = { 'content-type': 'application/json' };

    expect(await world.broker.request('DELETE', `${pathOf('to-delete')}${IDS}`, { headers })).toMatchObject({
      status: 200,
      body: {},
    });
  });

  it.each([
    ['PUT', pathOf('large'), 256],
    ['PATCH', pathOf('large'), 256],
    ['PUT', `${pathOf('large')}/service_bindings/large`, 256],
    ['PUT', '/Default/image/large', 256],
    ['PUT', '/admin/registries/registry.test', 256],
    ['PUT', '/Default/services', 1_024],
    ['PUT', '/certificate/host.test', 64],
    ['POST', '/ping', 8],
  ] as const)('answers 413 to %s %s with a body that is too large, and names %i KiB (row 3)', async (...request) => {
    const [method, path, limit] = request;
    const body = { parameters: { a: 'x'.repeat(limit * 1_024) } };

    expect(await world.broker.request(method, path, { body })).toMatchObject({
      status: 413,
      body: { description: `The request body is larger than ${limit} KiB, the most that this path takes.` },
    });
  });

  it.each([
    ['none', undefined],
    ['an old one', '1.1'],
    ['one below our floor', '2.12'],
    ['a later major', '3.0'],
    ['no minor', '2'],
    ['letters', 'abc'],
    ['2.x', '2.x'],
    ['an empty one', ''],
    ['two', '2.13, 2.14'],
  ])('answers 412 to %s as the API version, and does nothing (HDR-02 … HDR-05, row 2)', async (_, version) => {
    const answer = await world.broker.request('PUT', pathOf('versioned'), {
      body: ORDER,
      headers: { 'x-broker-api-version': version },
    });

    expectDescription(answer, 412);
    expect(JSON.stringify(answer.body)).toContain('2.13');
    expect(await world.get(pathOf('versioned'))).toMatchObject({ status: 404 });
  });

  it.each(['2.13', '2.15', '2.17', '2.100'])('serves version %s (HDR-04)', async (version) => {
    const headers = { 'x-broker-api-version': version };

    expect(await world.broker.request('GET', '/v2/catalog', { headers })).toMatchObject({ status: 200 });
  });

  it('asks no version of administrators and agents', async () => {
    const headers = { 'x-broker-api-version': undefined };

    expect(await world.broker.request('GET', '/certificates', { headers })).toMatchObject({ status: 200 });
    expect(await world.ping({}, { headers })).toMatchObject({ status: 200 });
  });

  it.each([
    ['a bad escape', '/v2/service_instances/%zz'],
    ['half an escape', '/v2/service_instances/%'],
    ['bad UTF-8', '/v2/service_instances/%ff%fe'],
  ])('answers 400 to %s in the path (URL-03)', async (_, path) => {
    expectDescription(await world.broker.request('GET', path), 400);
  });

  it('answers 400 to an id that is beyond all measure', async () => {
    const { status, body } = await world.get(pathOf('x'.repeat(2_000)));

    expect([400, 404, 414]).toContain(status);
    expectDescription({ status, body, headers: {} }, status);
  });

  it('answers 503 while the database is out of reach, and does not say that anything is gone (original §3.1)', async () => {
    const doomed = await World.open();
    await doomed.provision('i');
    await doomed.loseDatabase();

    const answers = [
      await doomed.deprovision('i'),
      await doomed.unbind('i', 'b'),
      await doomed.lastOperation(pathOf('i')),
      await doomed.get('/v2/catalog'),
    ];

    for (const answer of answers) expectDescription(answer, 503);
    await doomed.stop().catch(() => undefined);
  });

  it('keeps answers from being kept: they hold credentials', async () => {
    expect((await world.get(pathOf('never'))).headers['cache-control']).toBe('no-store');
  });
});
