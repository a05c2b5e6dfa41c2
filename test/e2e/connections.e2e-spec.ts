import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pollUntil } from '../support/poll-until.js';
import { sendRaw } from '../support/raw-http.js';
import { CLOSE, expectFault, IDENTITY, LOGIN, rawRequest as request } from '../support/raw-requests.js';
import { pathOf, World } from '../support/world.js';

describe('connections', () => {
  let world: World;
  let port: number;
  let lines: (object | string)[];

  beforeEach(async () => {
    lines = [];
    const log = (message: object | string): void => void lines.push(message);
    world = await World.open({ logger: { log, warn: log, error: log } });
    await world.broker.app.listen(0, '127.0.0.1');
    port = (world.broker.app.getHttpServer().address() as AddressInfo).port;
  });

  afterEach(() => world.stop());

  it('answers in turn: what could be read first, then what could not (T16)', async () => {
    const [first, second, ...more] = await sendRaw(
      port,
      `${request('GET /v2/catalog', LOGIN, '', '')}nonsense\r\n${IDENTITY}2\r\n\r\n`,
    );

    expect(first?.status).toBe(200);
    expectFault(second, 400, 'e26cee842');
    expect(more).toEqual([]);
  });

  it('answers a body whose framing breaks with 400, and does not do what it asks for', async () => {
    const line = `PUT ${pathOf('broken')}`;
    const answers = await sendRaw(port, request(line, LOGIN, 'Transfer-Encoding: chunked', '', 'zz\r\n{}\r\n'));

    expectFault(answers[0], 400);
    expect(answers).toHaveLength(1);
    expect(await world.get(pathOf('broken'))).toMatchObject({ status: 404 });
  });

  it('answers a thousand requests of a connection, and closes it', async () => {
    const answers = await sendRaw(port, request('GET /livez', '', '').repeat(1_005));

    expect(answers).toHaveLength(1_000);
    expect(answers.at(-1)).toMatchObject({ status: 200, headers: { connection: 'close' } });
  });

  it('has a line in the log for what could not be read, and says whose identity could not', async () => {
    await sendRaw(port, `nonsense\r\n${IDENTITY}\r\n\r\n`);
    const odd = 'X-Broker-API-Originating-Identity: cloudfoundry SECRET';
    await sendRaw(port, request('GET /v2/catalog', LOGIN, odd, CLOSE, '', ''));
    const known = 'X-Broker-API-Originating-Identity: cloudfoundry e30=';
    await sendRaw(port, request('GET /v2/catalog', LOGIN, known, CLOSE, '', ''));

    const [unread, unreadable, readable] = await pollUntil('three lines', () => {
      const found = lines.filter((line) => typeof line === 'object' && 'route' in line && line.route !== '/ping');
      return found.length === 3 && found;
    });
    expect(unread).toMatchObject({ requestId: 'e26cee84', method: 'unknown', route: 'unknown', status: 400 });
    expect(unreadable).toMatchObject({ status: 200, originator: 'unreadable' });
    expect(JSON.stringify(readable)).not.toContain('originator');
    expect(JSON.stringify(lines)).not.toContain('SECRET');
  });
});
