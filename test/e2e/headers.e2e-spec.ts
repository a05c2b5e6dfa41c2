import { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendRaw } from '../support/raw-http.js';
import type { RequestOptions } from '../support/test-broker.js';
import { basic, orderOf, pathOf, World } from '../support/world.js';

const NOTHING = "default-src 'none'; frame-ancestors 'none'";
const TELLING = ['server', 'x-powered-by', 'via', 'x-aspnet-version'];
const ORDER = { ...orderOf('redis'), organization_guid: 'o', space_guid: 's' };
type Method = 'GET' | 'PUT' | 'POST' | 'DELETE' | 'PATCH';

const expectGuarded = (headers: Readonly<Record<string, unknown>>, policy = NOTHING): void => {
  expect(headers).toMatchObject({
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    // The catalog may be kept by whoever asks again whether it has changed.
    'cache-control': expect.stringMatching(/^no-store$|^private, no-cache$/) as string,
  });
  expect(Object.keys(headers).filter((name) => TELLING.includes(name))).toEqual([]);
};

describe('the headers of answers (T28, T33)', () => {
  let world: World;
  let port: number;

  beforeAll(async () => {
    world = await World.open({ env: { BROKER_HTTP_APIDOCS: '1' } });
    world.play({ '/provision': ({ stdin }) => ({ exitCode: stdin.includes('fail') ? 1 : 0 }) });
    await world.broker.app.listen(0, '127.0.0.1');
    port = (world.broker.app.getHttpServer().address() as AddressInfo).port;
  });
  afterAll(() => world.stop());

  it.each<[number, Method, string, RequestOptions]>([
    [200, 'GET', '/v2/catalog', {}],
    [200, 'GET', '/livez', {}],
    [200, 'POST', '/ping', { body: { DockerHost: 'h', DockerPort: 2376, KeepAlive: 10, ServiceHost: 'h' } }],
    [200, 'GET', '/admin/instances', {}],
    [201, 'PUT', pathOf('i'), { body: ORDER }],
    [400, 'PUT', pathOf('i'), { body: '{' }],
    [400, 'GET', '/%zz', {}],
    [401, 'GET', '/v2/catalog', { headers: { authorization: undefined } }],
    [404, 'GET', '/nothing', {}],
    [405, 'POST', '/v2/catalog', {}],
    [412, 'GET', '/v2/catalog', { headers: { 'x-broker-api-version': '1.0' } }],
    [413, 'PUT', pathOf('x'), { body: 'x'.repeat(300_000) }],
    [500, 'PUT', pathOf('f'), { body: { ...ORDER, parameters: { fail: 1 } } }],
  ])(
    'let nothing be run, framed, guessed or kept, and tell nothing of what we run on: %i',
    async (status, ...request) => {
      const [method, path, options] = request;

      const answer = await world.broker.request(method, path, options);

      expect(answer.status).toBe(status);
      expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
      expectGuarded(answer.headers);
      expect(JSON.stringify(answer)).not.toMatch(/node_modules|fastify|nest(?:js)?\b|\bat .*\.[jt]s:/i);
    },
  );

  it.each(['nonsense', 'TRACE * HTTP/1.1\r\nHost: h\r\nConnection: close', 'CONNECT h:1 HTTP/1.1\r\nHost: h:1'])(
    'are those of what is no request as well: %s',
    async (head) => {
      const [answer] = await sendRaw(port, `${head}\r\n\r\n`);

      expectGuarded(answer?.headers ?? {});
    },
  );

  it('let the description of the API run its own scripts, and nothing else', async () => {
    const headers = { authorization: basic('admin', 'admin') };
    for (const file of ['', '/swagger-ui-bundle.js', '/swagger-ui.css', '/swagger-ui-init.js']) {
      const answer = await world.broker.app.inject({ method: 'GET', url: `/admin/api-docs${file}`, headers });

      expect(answer.statusCode).toBe(200);
      expect(answer.headers['content-security-policy']).toMatch(/^default-src 'self'; /);
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
    }
    const page = await world.broker.app.inject({ method: 'GET', url: '/admin/api-docs', headers });
    expect(page.payload).not.toMatch(/<script(?![^>]*\bsrc=)|\bon\w+=/i);
  });
});

describe('the dashboard that a script prints (T27)', () => {
  it.each(['javascript:alert(document.cookie)', 'data:text/html,<script>1</script>'])(
    'is no link that runs: %s fails, and nothing is left of it',
    async (url) => {
      const world = await World.open();
      world.play({ '/provision': () => ({ stdout: JSON.stringify({ dashboard_url: url }) }) });

      const answer = await world.provision('phishing');

      expect(answer).toMatchObject({ status: 500 });
      expect(JSON.stringify(answer.body)).not.toContain(url.slice(0, 10));
      await world.restOf('phishing');
      expect(await world.get(pathOf('phishing'))).toMatchObject({ status: 404 });
      await world.stop();
    },
  );
});
