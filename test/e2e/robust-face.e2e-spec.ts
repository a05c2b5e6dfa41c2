import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RawAnswer, sendRaw } from '../support/raw-http.js';
import { basic, orderOf, pathOf, World } from '../support/world.js';

const IDENTITY = 'X-Broker-API-Request-Identity: e26cee84';
const ORDER = JSON.stringify({ ...orderOf('redis'), organization_guid: 'o', space_guid: 's' });
const CLOSE = 'Connection: close';

describe('the face, over real sockets', () => {
  let world: World;
  let port: number;

  beforeAll(async () => {
    world = await World.open();
    await world.broker.app.listen(0, '127.0.0.1');
    port = (world.broker.app.getHttpServer() as { address(): AddressInfo }).address().port;
  });

  afterAll(() => world.stop());

  const login = `Authorization: ${basic('admin', 'admin')}\r\nX-Broker-API-Version: 2.17`;
  const request = (line: string, ...rest: readonly string[]): string =>
    [`${line} HTTP/1.1`, 'Host: broker', IDENTITY, ...rest].join('\r\n');
  const withBody = (line: string, headers: readonly string[], body: string | Uint8Array): Uint8Array => {
    const bytes = Buffer.from(body);
    const head = request(line, CLOSE, `Content-Length: ${bytes.length}`, ...headers, '', '');
    return Buffer.concat([Buffer.from(head), bytes]);
  };

  const expectFault = (answer: RawAnswer | undefined, status: number, identity: unknown = 'e26cee84'): void => {
    expect(answer).toMatchObject({ status, headers: { 'content-type': 'application/json; charset=utf-8' } });
    expect(answer?.headers['x-broker-api-request-identity']).toEqual(identity);
    expect(JSON.parse(answer?.text ?? '')).toEqual({
      description: expect.stringMatching(/^[A-Z].{8,200}\.$/) as string,
    });
  };

  describe.each([
    ['with credentials', [login]],
    ['without credentials', []],
  ] as const)('%s', (_, credentials) => {
    const isKnown = credentials.length > 0;

    it.each<[string, number, string]>([
      ['a request line of nonsense', 400, `nonsense\r\n${IDENTITY}\r\n\r\n`],
      ['an unknown method', 400, request('FROB /v2/catalog', ...credentials, '', '')],
      ['HTTP/2 without asking', 400, `PRI * HTTP/2.0\r\n${IDENTITY}\r\n\r\nSM\r\n\r\n`],
      ['HTTP/3.7', 400, request('GET /', ...credentials, '', '').replace('HTTP/1.1', 'HTTP/3.7')],
      ['a header without a name', 400, request('GET /v2/catalog', ...credentials, ': x', '', '')],
      ['a header with a control character', 400, request('GET /v2/catalog', ...credentials, 'X: a\u0001b', '', '')],
      ['a folded header', 400, request('GET /v2/catalog', ...credentials, 'X: a', '\u000bb', '', '')],
      [
        'two Content-Lengths',
        400,
        request('PUT /v2/catalog', ...credentials, 'Content-Length: 1', 'Content-Length: 2', '', 'ab'),
      ],
      [
        'a Content-Length that is no number',
        400,
        request('PUT /v2/catalog', ...credentials, 'Content-Length: ten', '', ''),
      ],
      [
        'both framings',
        400,
        request('PUT /x', ...credentials, 'Content-Length: 5', 'Transfer-Encoding: chunked', '', '0\r\n\r\n'),
      ],
      ['an odd Transfer-Encoding', 400, request('PUT /x', ...credentials, 'Transfer-Encoding: chunked, gzip', '', '')],
      ['headers beyond 16 KiB', 431, request('GET /v2/catalog', ...credentials, `X: ${'x'.repeat(17_000)}`, '', '')],
      ['CONNECT', 405, request('CONNECT broker:80', ...credentials, '', '')],
    ])('answers %s with %i, in JSON, and closes (ERR-09, HDR-09, HDR-12, T16)', async (_name, status, bytes) => {
      const answers = await sendRaw(port, bytes);

      expect(answers).toHaveLength(1);
      expectFault(answers[0], status);
      expect(answers[0]?.headers['connection']).toBe('close');
    });

    it.each<[string, number, string]>([
      ['no Host', 400, request('GET /v2/catalog').replace('Host: broker\r\n', '')],
      ['an expectation that nobody knows', 417, request('GET /v2/catalog', 'Expect: wonders')],
      ['a path that is a star', 404, request('OPTIONS *')],
      ['a path that is an address', 404, request('GET http://elsewhere/v2/nothing')],
      ['a path of slashes', 404, request('GET //v2//catalog')],
      ['a bad escape in the path', 400, request('GET /v2/service_instances/%zz')],
      ['half an escape in the path', 400, request('GET /v2/service_instances/%')],
      ['a part that is too long', 414, request(`GET /v2/service_instances/${'x'.repeat(2_000)}`)],
      ['an id that is too long', 400, request(`GET /v2/service_instances/${'x'.repeat(300)}`)],
      ['a bad escape in the query', 400, request('GET /v2/catalog?a=%zz')],
      ['bad UTF-8 in the query', 400, request('GET /v2/catalog?a=%ff')],
      ['a repeated key in the query (URL-07)', 400, request('GET /v2/catalog?a=1&%61=2')],
      ['a list in the query (T14)', 400, request('GET /v2/catalog?a[]=1')],
      ['an object in the query (T14)', 400, request('GET /v2/catalog?a%5Bb%5D=1')],
      ['a method that the path does not have', 405, request('POST /v2/catalog')],
      ['a method that only WebDAV has', 405, request('PROPFIND /v2/catalog')],
      ['TRACE', 405, request('TRACE /v2/catalog')],
      ['an unknown path', 404, request('GET /v2/nothing')],
      ['an upgrade of an unknown path', 404, request('GET /chat', 'Upgrade: websocket')],
    ])('answers %s with %i, once the caller is known (AUTH-03)', async (_name, status, head) => {
      const [answer] = await sendRaw(port, [head, CLOSE, ...credentials, '', ''].join('\r\n'));

      expectFault(answer, isKnown ? status : 401);
    });
  });

  it.each<[string, number, readonly string[], string | Uint8Array]>([
    ['a list', 400, [], '[]'],
    ['a text', 400, [], '"x"'],
    ['a number', 400, [], '1'],
    ['null', 400, [], 'null'],
    ['nothing', 400, ['Content-Type: application/json'], ''],
    ['a key twice', 400, [], ORDER.replace('{', '{"plan_id":"x",')],
    ['a key twice, once escaped', 400, [], ORDER.replace('{', String.raw`{"plan\u005fid":"x",`)],
    ['a prototype', 400, [], ORDER.replace('{', '{"constructor":{"prototype":{}},')],
    ['bad UTF-8', 400, [], Buffer.from(ORDER.replace('"o"', '"\u00ff"'), 'latin1')],
    ['half a character', 400, [], ORDER.replace('"o"', String.raw`"\ud800"`)],
    ['UTF-16', 400, [], Buffer.from(ORDER, 'utf16le')],
    ['another charset', 400, ['Content-Type: application/json; charset=latin1'], ORDER],
    ['a form', 400, ['Content-Type: application/x-www-form-urlencoded'], ORDER],
    ['a Content-Type that is none', 400, ['Content-Type: nonsense'], ORDER],
    ['a zip', 400, ['Content-Encoding: gzip'], ORDER],
    ['too many bytes', 413, [], JSON.stringify({ x: 'x'.repeat(300_000) })],
    [
      'too many keys',
      400,
      [],
      JSON.stringify(Object.fromEntries(Array.from({ length: 2_001 }, (_, i) => [`k${i}`, 0]))),
    ],
    ['too many levels', 400, [], '['.repeat(50_000)],
  ])('answers a body of %s with %i, and stores nothing (T12, T13, row 3)', async (_name, status, headers, body) => {
    expectFault((await sendRaw(port, withBody(`PUT ${pathOf('bad')}`, [login, ...headers], body)))[0], status);
    expectFault((await sendRaw(port, withBody(`PUT ${pathOf('bad')}`, headers, body)))[0], 401);
    expect(await world.get(pathOf('bad'))).toMatchObject({ status: 404 });
  });

  it.each<[string, readonly string[], string]>([
    ['a byte order mark', [], `\ufeff${ORDER}`],
    ['a charset in capitals', ['Content-Type: application/json; charset="UTF-8"'], ORDER],
    ['JSON of a vendor', ['Content-Type: application/vnd.x+json'], ORDER],
    ['no encoding, said aloud', ['Content-Encoding: identity'], ORDER],
    ['100-continue', ['Expect: 100-continue'], ORDER],
  ])('takes %s (HDR-13)', async (name, headers, body) => {
    const answers = await sendRaw(port, withBody(`PUT ${pathOf(`good ${name}`)}`, [login, ...headers], body));

    expect(answers.at(-1)?.status).toBe(201);
  });

  it.each(['Content-Length: 0', 'Transfer-Encoding: chunked'])(
    'takes a GET and a DELETE of nothing, said by %s',
    async (framing) => {
      await world.provision('nothing');
      const json = 'Content-Type: application/json';
      const send = async (line: string): Promise<number | undefined> => {
        const end = framing.startsWith('T') ? '0\r\n\r\n' : '';
        return (await sendRaw(port, request(line, login, json, framing, CLOSE, '', end)))[0]?.status;
      };

      expect(await send(`GET ${pathOf('nothing')}`)).toBe(200);
      expect(await send(`PUT ${pathOf('nothing')}`)).toBe(400);
      expect(await send(`DELETE ${pathOf('nothing')}?service_id=redis&plan_id=redis_100`)).toBe(200);
    },
  );

  it.each(['{', '\u0000', '[]'])('does not look at the body %j of a GET or DELETE', async (body) => {
    const headers = [login, 'Content-Type: nonsense', 'Content-Encoding: gzip'];
    await world.provision('ignored');

    expect((await sendRaw(port, withBody(`GET ${pathOf('ignored')}`, headers, body)))[0]?.status).toBe(200);
    const line = `DELETE ${pathOf('ignored')}?service_id=redis&plan_id=redis_100`;
    expect((await sendRaw(port, withBody(line, headers, body)))[0]?.status).toBe(200);
  });

  it.each([
    ['/ping', 'POST', 9_000],
    ['/certificate/host', 'PUT', 66_000],
  ])('takes little at %s', async (path, method, size) => {
    const body = JSON.stringify({ x: 'x'.repeat(size) });

    expectFault((await sendRaw(port, withBody(`${method} ${path}`, [login], body)))[0], 413);
  });

  it.each(['nonsense', 'text/plain', 'application/json; charset=latin1'])(
    "does not look at the Content-Type %s on the original's paths",
    async (type) => {
      const [answer] = await sendRaw(port, withBody('POST /ping', [login, `Content-Type: ${type}`], '{}'));

      expectFault(answer, 400);
      expect(answer?.text).not.toContain('Content-Type');
    },
  );

  it('takes a plus in the query for a space, and keys that it does not know (CFS-07, EXT-01)', async () => {
    const line = `GET ${pathOf('none')}/last_operation?operation=a+b&unknown=1&`;

    expectFault((await sendRaw(port, request(line, login, CLOSE, '', '')))[0], 404);
  });

  it('answers HEAD as GET, without the body', async () => {
    const [head] = await sendRaw(port, request('HEAD /v2/catalog', login, CLOSE, '', ''), { isHead: true });
    const [get] = await sendRaw(port, request('GET /v2/catalog', login, CLOSE, '', ''));

    expect(head).toMatchObject({ status: 200, text: '', headers: { 'content-length': String(get?.text.length) } });
  });

  it('says which methods a path has', async () => {
    const [answer] = await sendRaw(port, request(`POST ${pathOf('i')}`, login, CLOSE, '', ''));

    expect(answer?.headers['allow']).toBe('DELETE, GET, HEAD, PATCH, PUT');
  });
});
