import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Gate } from '../../apps/broker/src/operations/testing/gate.js';
import { RecordingLogger } from '../../apps/broker/src/operations/testing/recording-logger.js';
import { pollUntil } from '../support/poll-until.js';
import type { Answer } from '../support/test-broker.js';
import { basic, orderOf, pathOf, World } from '../support/world.js';

const ENV = {
  BROKER_ACCESS_PLATFORM_USER: 'cf',
  BROKER_ACCESS_PLATFORM_PASSWORD: 'platform-password',
  BROKER_ACCESS_ADMIN_USER: 'operator',
  BROKER_ACCESS_ADMIN_PASSWORD: 'admin-password',
};
const PLATFORM = basic('cf', 'platform-password');
const ADMIN = basic('operator', 'admin-password');
const ORDER = { ...orderOf('redis'), organization_guid: 'o', space_guid: 's' };
const INSTANCE = '/v2/service_instances/:instanceId';
const BINDING = `${INSTANCE}/service_bindings/:bindingId`;
const IDENTITY = `cloudfoundry ${Buffer.from('{"user_id":"683ea748","access_token":"mark-token"}').toString('base64')}`;

interface Entry {
  readonly id: string;
  readonly method: string;
  readonly route: string;
  readonly request_id: string;
}
interface Page {
  readonly entries: readonly Entry[];
  readonly next: string | null;
}
type Method = 'GET' | 'PUT' | 'POST' | 'DELETE' | 'PATCH';

async function portOf({ broker: { app } }: World): Promise<number> {
  await app.listen(0, '127.0.0.1');
  return (app.getHttpServer().address() as AddressInfo).port;
}

describe('the audit trail (T22)', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'docker-broker-audit-'));
  let logger = new RecordingLogger();
  const open = (): Promise<World> => World.open({ env: ENV, dataDir, ping: null, logger });
  let world: World;
  let requests = 0;

  beforeAll(async () => {
    world = await open();
    await world.ping({});
  });
  afterAll(async () => {
    await world.stop();
    rmSync(dataDir, { recursive: true });
  });

  /** Sends it under a name of its own, which it gives back. */
  const ask = async (
    authorization: string | undefined,
    method: Method,
    path: string,
    { body, headers }: { readonly body?: object; readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<string> => {
    requests += 1;
    const requestId = `request-${requests}`;
    const own = { authorization, 'x-broker-api-request-identity': requestId, ...headers };
    await world.broker.request(method, path, { headers: own, ...(body === undefined ? {} : { body }) });
    return requestId;
  };
  const pageOf = async (query: string): Promise<Page> =>
    (await world.broker.request('GET', `/admin/audit?${query}`, { headers: { authorization: ADMIN } })).body as Page;
  const read = (query = ''): Promise<Page> => pageOf(`limit=500&${query}`);
  const instance = (instanceId: string): Promise<Answer> =>
    world.broker.request('GET', `/admin/instances/${instanceId}`, { headers: { authorization: ADMIN } });
  const entryOf = async (requestId: string): Promise<Entry | undefined> =>
    (await read()).entries.find((entry) => entry.request_id === requestId);

  it('tells who did what to what, and what came of it', async () => {
    const requestId = await ask(PLATFORM, 'PUT', pathOf('i'), { body: ORDER });

    expect(await entryOf(requestId)).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{12}-\d{10}$/) as string,
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
      broker: expect.stringMatching(/./) as string,
      role: 'platform',
      caller: 'cf',
      originating_identity: null,
      method: 'PUT',
      route: INSTANCE,
      instance_id: 'i',
      subject: { serviceId: 'redis', planId: 'redis_100' },
      status: 201,
      request_id: requestId,
      address: '127.0.0.1',
      count: 1,
    });
  });

  it('keeps on whose behalf, as nobody has verified it, without what is called a secret (T23)', async () => {
    const headers = { 'x-broker-api-originating-identity': IDENTITY };
    const requestId = await ask(PLATFORM, 'PUT', pathOf('i', 'b'), { body: ORDER, headers });

    expect(await entryOf(requestId)).toMatchObject({
      originating_identity: {
        verified: false,
        platform: 'cloudfoundry',
        value: { user_id: '683ea748', access_token: '[hidden]' },
      },
      subject: { bindingId: 'b' },
    });
  });

  it.each<[string, [Method, string], string | undefined, object]>([
    ['a deletion', ['DELETE', `${pathOf('i', 'x')}?service_id=redis&plan_id=redis_100`], PLATFORM, { status: 410 }],
    ['a body that cannot work', ['PUT', pathOf('y')], PLATFORM, { status: 400, instance_id: 'y' }],
    ['a change of the catalog', ['DELETE', '/My%20Docker%20Catalog/image/none'], ADMIN, { subject: { name: 'none' } }],
    ['a change at no path', ['PUT', '/no-such-path'], ADMIN, { route: 'unknown', status: 404 }],
    ['a read of credentials', ['GET', pathOf('i', 'b')], PLATFORM, { route: BINDING, status: 200 }],
    ['a read of parameters', ['GET', pathOf('i')], PLATFORM, { route: INSTANCE, status: 200 }],
    ['a read of plans with their credentials', ['GET', '/My%20Docker%20Catalog/images'], ADMIN, { role: 'admin' }],
    ['a path that cannot be read', ['PUT', '/%zz'], PLATFORM, { route: 'unknown', status: 400, caller: 'cf' }],
    ['a stranger', ['GET', '/v2/catalog'], undefined, { role: null, caller: null, status: 401, count: 1 }],
    [
      'a role that is not let in',
      ['GET', '/admin/instances'],
      PLATFORM,
      { role: 'platform', caller: 'cf', status: 403 },
    ],
    ['a ping that means nothing', ['POST', '/ping'], basic('admin', 'admin'), { role: 'agent', status: 400 }],
  ])('has %s', async (_, [method, path], authorization, expected) => {
    const requestId = await ask(authorization, method, path, method === 'PUT' ? { body: {} } : {});

    expect(await entryOf(requestId)).toMatchObject(expected);
  });

  it('has whoever hangs up before the answer', async () => {
    const gate = new Gate();
    world.docker.inject('createContainer', { until: gate.opened });
    const body = JSON.stringify(ORDER);
    const socket = connect(await portOf(world), '127.0.0.1');
    socket.write(
      `PUT ${pathOf('hung-up')} HTTP/1.1\r\nHost: h\r\nAuthorization: ${PLATFORM}\r\nX-Broker-API-Version: 2.17\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    await pollUntil('the instance', async () => (await instance('hung-up')).status === 200);

    socket.destroy();

    const noted = await pollUntil('its entry', async () => (await read('instance=hung-up')).entries[0]);
    expect(noted).toMatchObject({ method: 'PUT', caller: 'cf', status: 499, address: '127.0.0.1' });
    gate.open();
    await world.restOf('hung-up');
  });

  it.each<[string, Method, string, string]>([
    ['the catalog', 'GET', '/v2/catalog', PLATFORM],
    ['polls', 'GET', `${pathOf('i')}/last_operation`, PLATFORM],
    ['lists without secrets', 'GET', '/admin/instances', ADMIN],
    ['itself', 'GET', '/admin/audit', ADMIN],
    ['probes', 'GET', '/livez', ''],
  ])('leaves out %s', async (_, method, path, authorization) => {
    expect(await entryOf(await ask(authorization, method, path))).toBeUndefined();
  });

  it('folds a flood of refusals: nobody fills the disk', async () => {
    for (let index = 0; index < 10; index++) await ask(PLATFORM, 'GET', `/admin/flood-${index}`);

    const { entries } = await read('status=403');
    expect(entries.filter(({ request_id: id }) => id.startsWith('request-'))).toHaveLength(1);
  });

  it('is read by caller, instance, route, status and time, page by page', async () => {
    for (const id of ['p1', 'p2', 'p3']) await ask(PLATFORM, 'PUT', pathOf(id), { body: {} });

    const { entries } = await read(`caller=cf&status=400&route=${encodeURIComponent(INSTANCE)}`);
    expect(entries.slice(0, 3)).toMatchObject([{ instance_id: 'p3' }, { instance_id: 'p2' }, { instance_id: 'p1' }]);
    expect((await read('instance=p2')).entries).toHaveLength(1);
    expect((await read('caller=nobody')).entries).toEqual([]);
    expect((await read('since=2999-01-01')).entries).toEqual([]);
    expect((await read('until=2001-01-01T00:00:00Z')).entries).toEqual([]);

    const page = await pageOf('limit=1&instance=p2');
    expect(page).toMatchObject({ entries: [{ instance_id: 'p2' }], next: null });
    const newest = await pageOf('limit=2');
    expect(newest.next).toBe(newest.entries[1]?.id);
    expect((await pageOf(`limit=1&before=${newest.entries[0]?.id ?? ''}`)).entries).toEqual([newest.entries[1]]);
  });

  it.each(['limit=0', 'limit=501', 'since=yesterday', 'status=1', 'before=gone', 'caller=%00', 'before=a&before=b'])(
    'refuses the query %s',
    async (query) => {
      const answer = await world.broker.request('GET', `/admin/audit?${query}`, { headers: { authorization: ADMIN } });

      expect(answer).toMatchObject({ status: 400, body: { description: expect.stringMatching(/\S/) as string } });
    },
  );

  it('loses nothing when the broker is told to stop, what was folded included', async () => {
    await world.stop();
    logger = new RecordingLogger();
    world = await open();

    const { entries } = await read();
    expect(entries).toContainEqual(expect.objectContaining({ instance_id: 'p3' }));
    expect(entries).toContainEqual(expect.objectContaining({ status: 403, method: '*', count: 10 }));
  });

  it('is in the log at once, without on whose behalf (T19)', async () => {
    await ask(ADMIN, 'DELETE', '/certificate/10.0.0.7', { headers: { 'x-broker-api-originating-identity': IDENTITY } });

    expect(logger.entries).toContainEqual(
      expect.objectContaining({ message: 'audit', caller: 'operator', dockerHost: '10.0.0.7', status: 404 }),
    );
    expect(logger.text()).not.toContain('683ea748');
  });
});
