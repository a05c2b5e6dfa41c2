import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HTTP_OPTIONS } from '../../apps/broker/src/http-options.js';
import { openRaw, type RawAnswer } from '../support/raw-http.js';
import { expectFault, IDENTITY, LOGIN, rawRequest } from '../support/raw-requests.js';
import { orderOf, pathOf, World } from '../support/world.js';

const ORDER = JSON.stringify({ ...orderOf('redis'), organization_guid: 'o', space_guid: 's' });
const SHORT = { headersTimeout: 200, connectionsCheckingInterval: 50 };

/** Time limits of their own: the broker's would be waited for. */
describe('a request that does not arrive', () => {
  const { requestTimeout, http } = HTTP_OPTIONS;
  let world: World;
  let port: number;

  beforeAll(async () => {
    Object.assign(HTTP_OPTIONS, { requestTimeout: 400, http: { ...http, ...SHORT } });
    world = await World.open();
    await world.broker.app.listen(0, '127.0.0.1');
    ({ port } = world.broker.app.getHttpServer().address() as AddressInfo);
  });

  afterAll(async () => {
    Object.assign(HTTP_OPTIONS, { requestTimeout, http });
    await world.stop();
  });

  const answersTo = (...sent: readonly string[]): Promise<readonly RawAnswer[]> => {
    const connection = openRaw(port);
    for (const text of sent) connection.send(text);
    return connection.answers;
  };

  it.each<[string, string, string]>([
    ['nothing of its body', `Content-Length: ${ORDER.length}`, ''],
    ['half of its body', `Content-Length: ${ORDER.length}`, ORDER.slice(0, 20)],
    ['no end of its chunks', 'Transfer-Encoding: chunked', `${ORDER.length.toString(16)}\r\n${ORDER}\r\n`],
  ])(
    'in time, %s, is answered with 400, and nothing is done (ERR-09, HDR-09, ORP-07, T12)',
    async (what, framing, body) => {
      const path = pathOf(what);

      const answers = await answersTo(rawRequest(`PUT ${path}`, LOGIN, framing, '', body));

      expect(answers).toHaveLength(1);
      expectFault(answers[0], 400);
      expect(answers[0]?.text).toContain('did not arrive in time');
      expect(answers[0]?.headers['connection']).toBe('close');
      expect(await world.get(path)).toMatchObject({ status: 404 });
    },
  );

  it('in time, not even its head, is answered with 400 too (T12)', async () => {
    const answers = await answersTo(`GET /v2/catalog HTTP/1.1\r\n${IDENTITY}\r\n`);

    expect(answers).toHaveLength(1);
    expectFault(answers[0], 400, expect.stringMatching(/\S/) as string);
    expect(answers[0]?.text).toContain('did not arrive in time');
  });

  it('does not keep what came before it on the same connection from its answer', async () => {
    const [first, second, ...more] = await answersTo(
      rawRequest('GET /v2/catalog', LOGIN, '', ''),
      rawRequest(`PUT ${pathOf('second')}`, LOGIN, `Content-Length: ${ORDER.length}`, '', ''),
    );

    expect(first).toMatchObject({ status: 200 });
    expectFault(second, 400);
    expect(more).toEqual([]);
  });
});
