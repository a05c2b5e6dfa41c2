import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Gate } from '../../apps/broker/src/operations/testing/gate.js';
import { ReconcileHost } from '../../apps/broker/src/reconciler/reconcile-host.js';
import { Database } from '../../libs/persistence/src/database/database.js';
import type { Answer } from '../support/test-broker.js';
import { offerPlan } from '../support/offer-plan.js';
import { pollUntil } from '../support/poll-until.js';
import { ENDPOINT, orderOf, pathOf, World } from '../support/world.js';

const HOST_ID = 'unix:///run/docker.sock';
const PATH = '/admin/orphans';
const ORDER = orderOf('redis');

interface Report {
  readonly orphans: readonly { readonly id: string; readonly verdict: string }[];
  readonly ailing_instances: readonly object[];
  readonly unacknowledged_instances: readonly object[];
}

describe('orphans for administrators', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
    await world.docker.ensureNetwork(ENDPOINT, 'osb-tenants');
  });
  afterEach(async () => {
    for (const { containerId } of world.docker.containers(ENDPOINT))
      await world.docker.removeContainer(ENDPOINT, containerId);
    for (const volume of world.docker.volumes(ENDPOINT)) await world.docker.removeVolume(ENDPOINT, volume);
    await write('DELETE FROM service_instance');
    await pass();
  });
  afterAll(() => world.stop());

  const write = async (sql: string): Promise<void> => {
    const database = world.broker.app.get(Database, { strict: false });
    await database.write('by hand', (manager) => manager.query(sql));
  };
  const pass = (): Promise<void> =>
    world.broker.app
      .get(ReconcileHost, { strict: false })
      .execute(HOST_ID, { nextInMs: -1, signal: new AbortController().signal });
  const report = async (): Promise<Report> => (await world.get(PATH)).body as Report;
  const pathOfOrphan = (id: string, hostId = HOST_ID): string =>
    `${PATH}/${encodeURIComponent(hostId)}/${encodeURIComponent(id)}`;
  const remove = (id: string): Promise<Answer> => world.broker.request('DELETE', pathOfOrphan(id));
  const adopt = (id: string, body: unknown = ORDER): Promise<Answer> =>
    world.broker.request('POST', `${pathOfOrphan(id)}/adopt`, { body });

  const addContainer = (labels: Readonly<Record<string, string>>): Promise<string> =>
    world.docker.createContainer(ENDPOINT, {
      name: 'osb-added',
      imageRef: 'redis',
      labels,
      environment: {},
      ports: [],
      volumes: [],
      networkName: 'osb-tenants',
      capabilities: [],
      pidsLimit: 10,
    });

  /** As after a restored backup that knows neither the instance nor its operation; one pass has seen it. */
  const forgotten = async (instanceId: string): Promise<string> => {
    expect(await world.provision(instanceId)).toMatchObject({ status: 201 });
    await write('DELETE FROM service_instance');
    await write('DELETE FROM operation');
    await pass();
    return world.docker.containers(ENDPOINT)[0]?.containerId ?? '';
  };

  it('are listed with what will become of them, and why', async () => {
    const containerId = await forgotten('listed');

    const { status, body } = await world.get(PATH);

    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string;
    expect(status).toBe(200);
    expect(body).toMatchObject({
      orphans: [
        {
          host_id: HOST_ID,
          kind: 'container',
          id: containerId,
          name: 'osb-listed',
          instance_id: 'listed',
          operation_id: expect.any(String) as string,
          first_seen: time,
          last_seen: time,
          verdict: 'no tombstone',
        },
        { kind: 'volume', id: 'osb-listed-0', verdict: 'no tombstone' },
      ],
      ailing_instances: [],
      unacknowledged_instances: [],
    });
  });

  it('are told apart: what will be removed says so first', async () => {
    await world.provision('known');
    await write('DELETE FROM service_instance');

    await pass();
    const first = await report();
    await write('UPDATE orphan SET first_seen = first_seen - 60000');
    const then = await report();

    expect(first.orphans.map(({ verdict }) => verdict)).toEqual(Array(2).fill('waits for a second sighting'));
    expect(then.orphans.map(({ verdict }) => verdict)).toEqual(Array(2).fill('will be removed'));
  });

  it('come with instances that are lost, and with those that no platform has heard of (rows 8 and 70)', async () => {
    await world.provision('lost');
    const [container] = world.docker.containers(ENDPOINT);
    await world.docker.removeContainer(ENDPOINT, container?.containerId ?? '');
    await write('UPDATE service_instance SET created_at = 1, acknowledged_at = NULL');

    await pass();

    const instance = { instance_id: 'lost', service: 'redis', plan: '100', host_id: HOST_ID };
    expect(await report()).toMatchObject({
      ailing_instances: [{ ...instance, health: 'lost' }],
      unacknowledged_instances: [instance],
    });
    expect(await world.bind('lost', 'b')).toMatchObject({ status: 500 });
  });

  it('are removed when an administrator says so, volumes after their container', async () => {
    const containerId = await forgotten('unwanted');

    expect(await remove('osb-unwanted-0')).toMatchObject({ status: 409 });
    expect(await remove(containerId)).toMatchObject({ status: 200, body: {} });
    expect(await remove('osb-unwanted-0')).toMatchObject({ status: 200 });

    expect(world.docker.containers(ENDPOINT)).toEqual([]);
    expect(world.docker.volumes(ENDPOINT)).toEqual([]);
    expect((await report()).orphans).toEqual([]);
    expect(await remove(containerId)).toMatchObject({ status: 404 });
  });

  it('are instances again when an administrator vouches for them (row 74)', async () => {
    const containerId = await forgotten('adopted');

    expect(await adopt(containerId)).toMatchObject({ status: 200, body: {} });

    expect(await report()).toMatchObject({ orphans: [], ailing_instances: [], unacknowledged_instances: [] });
    expect(await world.get(pathOf('adopted'))).toMatchObject({ status: 200 });
    const bound = await world.bind('adopted', 'after');
    const [port] = world.docker.containers(ENDPOINT)[0]?.ports ?? [];
    expect(bound).toMatchObject({
      status: 201,
      body: { credentials: { port: String(port?.hostPort) } },
    });
    expect(await world.provision('adopted')).toMatchObject({ status: 409 });
    expect(await world.deprovision('adopted')).toMatchObject({ status: 200 });
    expect(world.docker.containers(ENDPOINT)).toEqual([]);
    expect(world.docker.volumes(ENDPOINT)).toEqual([]);
  });

  it('are none while they belong to an instance', async () => {
    await world.provision('owned');
    const [container] = world.docker.containers(ENDPOINT);
    const containerId = container?.containerId ?? '';
    await pass();

    expect(await remove(containerId)).toMatchObject({ status: 404 });
    expect(await adopt(containerId)).toMatchObject({ status: 404 });
    expect(await remove('osb-owned-0')).toMatchObject({ status: 404 });
    expect(world.docker.containers(ENDPOINT)).toHaveLength(1);
  });

  it('are not adopted in the place of their instance', async () => {
    await world.provision('twice');
    const containerId = await addContainer({ 'docker-broker.instance': 'twice' });
    await pass();

    expect(await adopt(containerId)).toMatchObject({ status: 409 });
  });

  it('are no containers of others, which are refused whatever is asked', async () => {
    const containerId = await addContainer({ 'docker-broker.instance': 'theirs', 'docker-broker.broker': 'another' });
    await pass();

    expect(await report()).toMatchObject({ orphans: [] });
    expect(await remove(containerId)).toMatchObject({ status: 404 });
    expect(await adopt(containerId)).toMatchObject({ status: 404 });
    expect(world.docker.containers(ENDPOINT)).toHaveLength(1);
  });

  it.each<[string, unknown, number]>([
    ['no body', undefined, 400],
    ['no plan', { service_id: 'redis' }, 400],
    ['a service that is not offered', orderOf('nope'), 400],
    ['a plan that is not offered', { service_id: 'redis', plan_id: 'redis_nope' }, 400],
  ])('are not adopted with %s', async (_, body, status) => {
    const containerId = await forgotten('refused');

    expect(await world.broker.request('POST', `${pathOfOrphan(containerId)}/adopt`, { body })).toMatchObject({
      status,
    });

    expect((await report()).orphans).toHaveLength(2);
  });

  it('are not adopted as volumes, nor twice, nor when they are gone', async () => {
    const containerId = await forgotten('odd');

    expect(await adopt('osb-odd-0')).toMatchObject({ status: 400 });
    await world.docker.removeContainer(ENDPOINT, containerId);
    expect(await adopt(containerId)).toMatchObject({ status: 404 });
    expect(await adopt('never-seen')).toMatchObject({ status: 404 });
  });

  it('are not adopted by a plan whose logins are made with its instances', async () => {
    const environment = { PASSWORD: '$PASSWORD' };
    await offerPlan(world, 'generated', { generated: {}, environment, credentials: { password: '$PASSWORD' } });
    const containerId = await forgotten('with-login');

    const { status, body } = await adopt(containerId, orderOf('generated'));

    expect(status).toBe(400);
    expect(body).toMatchObject({ description: expect.stringContaining('is not known any more') as string });
    expect((await report()).orphans.map(({ id }) => id)).toContain(containerId);
  });

  it('are left to the operation that works on their instance', async () => {
    const containerId = await forgotten('busy');
    const gate = new Gate();
    world.docker.inject('ensureNetwork', { until: gate.opened });
    const provision = world.provision('busy');
    await pollUntil('the operation', () => world.docker.calls().at(-1) === 'ensureNetwork');

    const answers = [await remove(containerId), await adopt(containerId)];
    gate.open();
    await provision;

    expect(answers).toMatchObject([{ status: 404 }, { status: 404 }]);
  });

  it('are not found under another host', async () => {
    const containerId = await forgotten('elsewhere');

    expect(await world.broker.request('DELETE', pathOfOrphan(containerId, '10.0.0.1:2376'))).toMatchObject({
      status: 404,
    });
    expect(world.docker.containers(ENDPOINT)).toHaveLength(1);
  });

  it('wait for their host', async () => {
    const containerId = await forgotten('silent');
    world.docker.unplug(ENDPOINT);

    expect(await remove(containerId)).toMatchObject({ status: 503 });
    expect(await adopt(containerId)).toMatchObject({ status: 503 });
    expect((await report()).orphans).toHaveLength(2);

    world.docker.plug(ENDPOINT);
  });
});
