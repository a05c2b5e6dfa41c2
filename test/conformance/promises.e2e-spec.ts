import { randomUUID } from 'node:crypto';
import { type AddressInfo, connect, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Gate } from '../../apps/broker/src/operations/testing/gate.js';
import { pollUntil } from '../support/poll-until.js';
import { basic, orderOf, pathOf, World, type WorldParts } from '../support/world.js';

const ORDER = JSON.stringify({ ...orderOf('redis'), organization_guid: 'org', space_guid: 'space' });

/** All that is answered until the connection is closed from there. */
function sendRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    connect(port, '127.0.0.1')
      .on('data', (data) => (answer += data.toString()))
      .on('close', () => {
        resolve(answer);
      })
      .on('error', reject)
      .write(text);
  });
}

/** What a table of requests and answers cannot say. */
describe('promises', () => {
  let world: World | undefined;

  const open = async (parts: WorldParts = {}): Promise<World> => (world = await World.open(parts));

  afterEach(async () => {
    await world?.stop();
    world = undefined;
  });

  it('remembers a creation that has outlived its connection (ORP-02)', async () => {
    const { broker, docker } = await open({ env: { BROKER_OPERATIONS_SYNCWAITSECONDS: '1' } });
    const gate = new Gate();
    docker.inject('startContainer', { until: gate.opened });
    await broker.app.listen(0, '127.0.0.1');
    const { port } = (broker.app.getHttpServer() as Server).address() as AddressInfo;
    const hangUp = new AbortController();
    const id = randomUUID();
    const asked = fetch(`http://127.0.0.1:${port}${pathOf(id)}`, {
      method: 'PUT',
      body: ORDER,
      headers: {
        authorization: basic('admin', 'admin'),
        'x-broker-api-version': '2.17',
        'content-type': 'application/json',
      },
      signal: hangUp.signal,
    }).catch(() => undefined);
    await pollUntil('the start', () => docker.calls().includes('startContainer'));
    hangUp.abort();
    await asked;

    const known = await broker.request('GET', `${pathOf(id)}/last_operation`);
    const deleted = await broker.request(
      'DELETE',
      `${pathOf(id)}?service_id=redis&plan_id=redis_100&accepts_incomplete=true`,
    );
    gate.open();

    expect(known).toMatchObject({ status: 200 });
    expect([200, 202]).toContain(deleted.status);
  });

  // The broker's words for these are the framework's own.
  it.each([
    ['no HTTP', 'HELLO\r\n\r\n'],
    ['a length that is none', 'PUT /v2/catalog HTTP/1.1\r\nHost: b\r\nContent-Length: abc\r\n\r\n'],
    ['a header beyond measure', `GET /v2/catalog HTTP/1.1\r\nHost: b\r\nX-Y: ${'x'.repeat(40_000)}\r\n\r\n`],
    ['a path beyond measure', `GET /v2/${'x'.repeat(40_000)} HTTP/1.1\r\nHost: b\r\n\r\n`],
  ])('answers %s with a description of its own (ERR-02, ERR-09)', async (_, text) => {
    const { broker } = await open();
    await broker.app.listen(0, '127.0.0.1');
    const { port } = (broker.app.getHttpServer() as Server).address() as AddressInfo;

    const answer = await sendRaw(port, text);

    const body = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))) as object;
    expect(body).toMatchObject({ description: expect.stringMatching(/\S/) as string });
    expect(body).not.toHaveProperty('error', 'Bad Request');
  });

  it('keeps what a script printed out of errors and last_operation (BIND-24)', async () => {
    const opened = await open();
    const [id, failing] = [randomUUID(), randomUUID()];
    await opened.provision(id);
    opened.play({ '/bind': () => ({ stdout: '{"password":"very-secret"}', stderr: 'very-secret', exitCode: 1 }) });

    const answer = await opened.bind(id, failing);
    const told = await opened.lastOperation(pathOf(id, failing));

    expect(answer).toMatchObject({ status: 500 });
    expect(told).toMatchObject({ status: 200, body: { state: 'failed' } });
    expect(JSON.stringify([answer, told])).not.toContain('very-secret');
  });

  it.each([
    ['no name', { name: '', plan: '100' }],
    ['no plan', { name: 'redis' }],
    ['tags that are no texts', { name: 'redis', plan: '100', tags: [1] }],
    ['a description beyond measure', { name: 'redis', plan: '100', description: 'x'.repeat(10_001) }],
    ['what is free by half', { name: 'redis', plan: '100', free: 'half' }],
  ])('does not start with %s in its catalog (CAT-36)', async (_, image) => {
    await expect(open({ images: [image] })).rejects.toThrow(/services\.images/i);
  });

  it('does not start with two plans of one id in its catalog (CAT-03, CAT-36)', async () => {
    const images = [
      { name: 'redis', plan: 'a_b' },
      { name: 'redis_a', plan: 'b' },
    ];

    await expect(open({ images })).rejects.toThrow(/plan id/);
  });
});
