import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectToServe } from '../support/expect-to-serve.js';
import type { OwnEngine } from '../support/own-engine.js';
import { pollUntil } from '../support/poll-until.js';
import type { HttpAnswer } from '../support/send-request.js';
import { TwoHosts } from '../support/two-hosts.js';

const IMAGES = ['docker-broker/redis:latest'];
const BROKER_ENV = { BROKER_RECONCILER_EVERYSECONDS: '1', BROKER_RECONCILER_SIGHTINGSECONDS: '1' };
const MANY = 4;

interface ShownHost {
  readonly state: string;
  readonly instances: number;
  readonly engine: { readonly version: string } | null;
  readonly certificate: { readonly subject: string; readonly days_left: number } | null;
}

/** Two engines of our own, over TLS: the one that is closed and lost, and the other one. */
describe('operators run hosts', () => {
  let hosts: TwoHosts;
  let lost: OwnEngine;
  let left: OwnEngine;
  beforeAll(async () => {
    hosts = await TwoHosts.start(IMAGES, () => ({ brokerEnv: BROKER_ENV }));
    [lost, left] = hosts.engines;
  });
  afterAll(() => hosts.remove());

  const ask = (method: 'GET' | 'POST' | 'DELETE', path: string): Promise<HttpAnswer> =>
    hosts.system.client.request(method, `/admin/${path}`);
  const pathOf = (engine: OwnEngine): string => `hosts/${encodeURIComponent(`${engine.address}:${engine.port}`)}`;
  const show = async (engine: OwnEngine): Promise<ShownHost> => (await ask('GET', pathOf(engine))).body as ShownHost;
  const tell = async (engine: OwnEngine, verb: string): Promise<ShownHost> => {
    const { status, body } = await ask('POST', `${pathOf(engine)}/${verb}`);
    expect(status).toBe(200);
    return body as ShownHost;
  };
  const order = (): { readonly id: string; readonly answer: Promise<HttpAnswer> } => {
    const id = hosts.system.newInstanceId();
    return { id, answer: hosts.system.client.provision(id, 'redis') };
  };
  const orderMany = (): ReturnType<typeof order>[] => Array.from({ length: MANY }, order);
  const hostOf = async (id: string): Promise<string | null> =>
    ((await ask('GET', `instances/${id}`)).body as { host_id: string | null }).host_id;
  const nameOf = (engine: OwnEngine): string => `${engine.address}:${engine.port}`;

  it('and see what they are', async () => {
    for (const engine of hosts.engines) {
      const shown = await pollUntil('the engine to be looked at', async () => {
        const host = await show(engine);
        return host.engine === null ? undefined : host;
      });

      expect(shown).toMatchObject({
        state: 'open',
        engine: { version: expect.stringMatching(/^\d+\./) as string },
        certificate: { subject: 'CN=test client', days_left: 1 },
      });
    }
  });

  it('and close one under orders: from the answer on the other one gets them all', async () => {
    const before = orderMany();
    const { instances } = await tell(lost, 'cordon');
    const after = orderMany();

    for (const { answer } of [...before, ...after]) expect(await answer).toMatchObject({ status: 201 });

    for (const { id } of after) expect(await hostOf(id)).toBe(nameOf(left));
    expect(await show(lost)).toMatchObject({ state: 'cordoned', instances });
    expect(await lost.containerNames()).toHaveLength(instances);
    expect(await tell(lost, 'uncordon')).toMatchObject({ state: 'open' });
    for (const { id } of [...before, ...after])
      expect(await hosts.system.client.deprovision(id, 'redis')).toMatchObject({ status: 200 });
  });

  it('and give one up that was lost under load: all orders come to an end, the other one serves on (row 58)', async () => {
    const { client } = hosts.system;
    await tell(left, 'cordon');
    const [kept, leaving] = [await hosts.system.newInstance('redis'), await hosts.system.newInstance('redis')];
    expect(await client.bind(kept, `${kept}-1`, 'redis')).toMatchObject({ status: 201 });
    const making = orderMany();
    await pollUntil('the orders to be stored', async () => (await show(lost)).instances === MANY + 2);
    await tell(left, 'uncordon');
    await hosts.cut(lost);
    const orders = [...making, ...orderMany()];
    const deletion = client.deprovision(leaving, 'redis');
    await hosts.system.broker.said('host is silent: no new instances there until its agent pings');

    expect(await ask('DELETE', pathOf(lost))).toMatchObject({ status: 409 });
    expect(await ask('DELETE', `${pathOf(lost)}?force=true`)).toMatchObject({ status: 200 });

    const statuses = await Promise.all(orders.map(async ({ answer }) => (await answer).status));
    expect(statuses.filter((status) => status !== 201 && status !== 500)).toEqual([]);
    expect(await deletion).toMatchObject({ status: 200 });
    expect(await ask('GET', pathOf(lost))).toMatchObject({ status: 404 });
    expect(await client.bind(kept, `${kept}-2`, 'redis')).toMatchObject({ status: 422 });
    expect(await client.findBinding(kept, `${kept}-1`)).toMatchObject({ status: 200 });
    expect(await client.unbind(kept, `${kept}-1`, 'redis')).toMatchObject({ status: 200 });
    for (const id of [kept, ...orders.map((one) => one.id)])
      expect([200, 410]).toContain((await client.deprovision(id, 'redis')).status);
    await expectToServe(hosts.system, 'redis');
    expect(await show(left)).toMatchObject({ instances: 0 });
    expect(await left.containerNames()).toEqual([]);
  });

  it('and get it back empty: what it still had is left over, and goes (row 58)', async () => {
    await hosts.bringBack(lost);

    expect(await show(lost)).toMatchObject({ state: 'open', instances: 0 });
    await pollUntil('its containers to go', async () => (await lost.containerNames()).length === 0);
    await tell(left, 'cordon');
    await expectToServe(hosts.system, 'redis');
  });
});
