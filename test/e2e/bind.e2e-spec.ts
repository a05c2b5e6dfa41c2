import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ServiceBindingStore } from '#persistence';
import { Gate } from '../../apps/broker/src/operations/testing/gate.js';
import { offerPlan } from '../support/offer-plan.js';
import { ENDPOINT, orderOf, pathOf, REDIS, STATIC, World } from '../support/world.js';

describe('bind', () => {
  let world: World;

  beforeAll(async () => {
    const odd = {
      name: 'odd',
      plan: '100',
      credentials: { port: 1234, tls: true, ca: null, nested: [{ uri: '$HOST:$PORT_6379' }], money: "$& $1 $' $$" },
    };
    const unbindable = { name: 'unbindable', plan: '100', credentials: {}, bindable: false };
    const dashboardOnly = { name: 'dashboard', plan: '100', dashboardurl: { dashboard_url: 'http://d' } };
    world = await World.open({ images: [REDIS, { ...REDIS, plan: '200' }, STATIC, odd, unbindable, dashboardOnly] });
    for (const image of ['odd', 'unbindable', 'dashboard']) world.addImage(image);
  });

  afterAll(() => world.stop());

  const provisioned = async (service = 'redis'): Promise<string> => {
    const id = randomUUID();
    expect(await world.provision(id, orderOf(service))).toMatchObject({ status: 201 });
    return id;
  };
  const portOf = (instanceId: string): number =>
    world.docker.containers(ENDPOINT).find(({ labels }) => labels['docker-broker.instance'] === instanceId)?.ports[0]
      ?.hostPort ?? 0;

  it('answers 201 with a login of its own for each binding (BIND-06, BIND-12, BIND-13)', async () => {
    const instanceId = await provisioned();

    const [one, other] = [await world.bind(instanceId, randomUUID()), await world.bind(instanceId, randomUUID())];

    const uri = expect.stringMatching(
      new RegExp(`^redis://[a-z][a-z0-9]{15}:[A-Za-z0-9]{32}@192\\.0\\.2\\.1:${portOf(instanceId)}$`),
    ) as string;
    expect(one).toMatchObject({ status: 201, body: { credentials: { uri } } });
    expect(other).toMatchObject({ status: 201, body: { credentials: { uri } } });
    expect(one.body).not.toEqual(other.body);
  });

  it('answers 200 with the same credentials when it is repeated (BIND-07, row 39)', async () => {
    const instanceId = await provisioned();
    const bindingId = randomUUID();
    const { body } = await world.bind(instanceId, bindingId);

    expect(await world.bind(instanceId, bindingId)).toMatchObject({ status: 200, body });
    expect(await world.get(pathOf(instanceId, bindingId))).toMatchObject({ status: 200, body });
  });

  it.each([
    ['app', { bind_resource: { app_guid: 'another' } }],
    ['parameters', { parameters: { a: 1 } }],
  ])('answers 409 when the %s differs (BIND-09)', async (_, changes) => {
    const instanceId = await provisioned();
    const bindingId = randomUUID();
    await world.bind(instanceId, bindingId);

    expect(await world.bind(instanceId, bindingId, changes)).toMatchObject({ status: 409 });
  });

  it.each([
    ['service_id', undefined],
    ['service_id', ''],
    ['plan_id', undefined],
    ['plan_id', 5],
    ['app_guid', {}],
    ['app_guid', 'x'.repeat(256)],
    ['bind_resource', 'text'],
    ['bind_resource', [1]],
    ['bind_resource', { app_guid: 5 }],
    ['bind_resource', { app_guid: 'a\u0000b' }],
    ['bind_resource', { route: 5 }],
    ['bind_resource', { route: 'x'.repeat(1_025) }],
    ['context', 'text'],
    ['parameters', [1]],
  ])('answers 400 to %s = %j (BIND-02, BIND-03)', async (field, value) => {
    const instanceId = await provisioned();

    expect(await world.bind(instanceId, randomUUID(), { [field]: value })).toMatchObject({
      status: 400,
      body: { description: expect.stringContaining(field) as string },
    });
  });

  it.each([
    ['an unknown service', { service_id: 'nope' }],
    ['an unknown plan', { plan_id: 'redis_7' }],
    ['those of another instance', orderOf('static')],
  ])('answers 400 to %s (BIND-02)', async (_, changes) => {
    expect(await world.bind(await provisioned(), randomUUID(), changes)).toMatchObject({ status: 400 });
  });

  it('answers 400 for a plan that cannot be bound (BIND-01)', async () => {
    expect(await world.bind(await provisioned('unbindable'), randomUUID(), orderOf('unbindable'))).toMatchObject({
      status: 400,
    });
  });

  it('needs no app, and knows the one at its old place (BIND-03, BIND-04)', async () => {
    const instanceId = await provisioned();
    const bindingId = randomUUID();

    expect(await world.bind(instanceId, randomUUID(), { bind_resource: undefined })).toMatchObject({ status: 201 });
    expect(await world.bind(instanceId, bindingId, { bind_resource: null, app_guid: 'a' })).toMatchObject({
      status: 201,
    });
    expect(await world.bind(instanceId, bindingId, { bind_resource: { app_guid: 'a' } })).toMatchObject({
      status: 200,
    });
  });

  it('tells the endpoints with every answer, the same ones (BIND-18, BIND-19, GETB-04)', async () => {
    const [instanceId, bindingId] = [await provisioned(), randomUUID()];

    const answers = [
      await world.bind(instanceId, bindingId),
      await world.bind(instanceId, bindingId),
      await world.get(pathOf(instanceId, bindingId)),
    ];

    const endpoints = [{ host: '192.0.2.1', ports: [String(portOf(instanceId))], protocol: 'tcp' }];
    expect(answers.map(({ status }) => status)).toEqual([201, 200, 200]);
    expect(answers.map(({ body }) => (body as { endpoints: unknown }).endpoints)).toEqual(Array(3).fill(endpoints));
  });

  it('keeps all that is said of what is bound, and tells routes apart (BIND-15, EXT-01)', async () => {
    const [instanceId, bindingId] = [await provisioned(), randomUUID()];
    const route = { route: 'app.example.com/path', space_guid: 'space', app_annotations: { 'example.com/x': ['y'] } };

    expect(await world.bind(instanceId, bindingId, { bind_resource: route })).toMatchObject({ status: 201 });

    const stored = await world.broker.app.get(ServiceBindingStore, { strict: false }).find(bindingId);
    expect(stored).toMatchObject({ appGuid: undefined, request: { bindResource: route } });
    expect(await world.bind(instanceId, bindingId, { bind_resource: route })).toMatchObject({ status: 200 });
    const other = { ...route, route: 'other.example.com' };
    expect(await world.bind(instanceId, bindingId, { bind_resource: other })).toMatchObject({ status: 409 });
  });

  it('tells what the plan has a permission for, at the bind and ever after (BIND-14 … BIND-17, GETB-04)', async () => {
    const mount = { driver: 'nfs', container_dir: '/d', mode: 'rw', device_type: 'shared', device: { volume_id: 'v' } };
    await offerPlan(world, 'permitted', {
      requires: ['syslog_drain', 'route_forwarding', 'volume_mount'],
      syslogDrainUrl: 'syslog-tls://$HOST:$PORT_6379',
      routeServiceUrl: 'https://$HOST:$PORT',
      volumeMounts: [mount],
    });
    const [instanceId, bindingId] = [await provisioned('permitted'), randomUUID()];

    const bound = await world.bind(instanceId, bindingId, orderOf('permitted'));

    const body = {
      syslog_drain_url: `syslog-tls://192.0.2.1:${portOf(instanceId)}`,
      route_service_url: `https://192.0.2.1:${portOf(instanceId)}`,
      volume_mounts: [mount],
    };
    expect(bound).toMatchObject({ status: 201, body });
    expect(await world.bind(instanceId, bindingId, orderOf('permitted'))).toMatchObject({ status: 200, body });
    expect(await world.get(pathOf(instanceId, bindingId))).toMatchObject({ status: 200, body });
  });

  it('goes by the plan that the instance has by now, and knows again what was asked before an update', async () => {
    const [instanceId, bindingId] = [await provisioned(), randomUUID()];
    const { body } = await world.bind(instanceId, bindingId);
    const change = { body: { service_id: 'redis', plan_id: 'redis_200' } };
    const path = `${pathOf(instanceId)}?accepts_incomplete=true`;
    expect(await world.broker.request('PATCH', path, change)).toMatchObject({ status: 200 });

    expect(await world.bind(instanceId, randomUUID())).toMatchObject({ status: 400 });
    expect(await world.bind(instanceId, randomUUID(), orderOf('redis', '200'))).toMatchObject({ status: 201 });
    expect(await world.bind(instanceId, bindingId)).toMatchObject({ status: 200, body });
    expect(await world.bind(instanceId, bindingId, orderOf('redis', '200'))).toMatchObject({ status: 409 });
    expect(await world.bind(instanceId, bindingId, { parameters: { a: 1 } })).toMatchObject({ status: 409 });
  });

  it('takes static credentials of any type as they are (original §3.1)', async () => {
    const instanceId = await provisioned('odd');

    expect(await world.bind(instanceId, randomUUID(), orderOf('odd'))).toMatchObject({
      status: 201,
      body: {
        credentials: {
          port: 1234,
          tls: true,
          ca: null,
          nested: [{ uri: `192.0.2.1:${portOf(instanceId)}` }],
          money: "$& $1 $' $$",
        },
      },
    });
  });

  it('answers no credentials for a dashboard alone', async () => {
    const instanceId = await provisioned('dashboard');

    expect((await world.bind(instanceId, randomUUID(), orderOf('dashboard'))).body).toHaveProperty('credentials', {});
  });

  it('holds none of the fields that the plan does not require (BIND-25)', async () => {
    const { body } = await world.bind(await provisioned(), randomUUID());

    expect(Object.keys(body as object)).toEqual(['credentials', 'endpoints']);
  });

  it.each([
    ['numbers and lists', '{"port":1,"list":[1]}', { port: 1, list: [1] }],
    ['nothing', '', {}],
    ['a prototype', '{"__proto__":{"admin":true},"user":"u"}', { user: 'u' }],
  ])('takes a script that prints %s', async (_, stdout, credentials) => {
    const instanceId = await provisioned();
    world.play({ '/bind': () => ({ stdout }) });

    const { status, body } = await world.bind(instanceId, randomUUID());
    world.play({});

    expect(status).toBe(201);
    expect((body as { credentials: unknown }).credentials).toEqual(credentials);
  });

  it('is read back from the database, while its host is down (row 46)', async () => {
    const [instanceId, bindingId] = [await provisioned(), randomUUID()];
    await world.bind(instanceId, bindingId);
    world.docker.unplug(ENDPOINT);

    const answer = await world.get(pathOf(instanceId, bindingId));
    world.docker.plug(ENDPOINT);

    expect(answer).toMatchObject({ status: 200, body: { credentials: expect.anything() as unknown } });
  });

  it('answers 500 without a word of the script when that fails', async () => {
    const instanceId = await provisioned();
    world.play({ '/bind': () => ({ stdout: 'SECRET', stderr: 'SECRET', exitCode: 1 }) });

    const answer = await world.bind(instanceId, randomUUID());
    world.play({});

    expect(answer).toMatchObject({
      status: 500,
      body: { description: "The service's /bind script failed (exit code 1)." },
    });
  });

  it('answers 500 when the container is gone, not credentials (original §3.1, row 38)', async () => {
    const instanceId = await provisioned();
    const container = world.docker
      .containers(ENDPOINT)
      .find(({ labels }) => labels['docker-broker.instance'] === instanceId);
    await world.docker.removeContainer(ENDPOINT, container?.containerId ?? '');

    expect(await world.bind(instanceId, randomUUID())).toMatchObject({ status: 500 });
  });

  it('goes on with a plan that has left the catalog (CAT-04)', async () => {
    const name = 'leaving';
    world.addImage(name);
    const image = { Name: name, Plan: '100', Credentials: { old: true } };
    await world.broker.request('PUT', `/My%20Docker%20Catalog/image/${name}`, { body: image });
    const instanceId = await provisioned(name);
    const changed = { ...image, Credentials: { old: false } };
    await world.broker.request('PUT', `/My%20Docker%20Catalog/image/${name}`, { body: changed });

    const { body } = await world.bind(instanceId, randomUUID(), orderOf(name));

    expect(body).toHaveProperty('credentials', { old: true });
  });
});

describe('bindings that cannot be fetched', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.open({
      env: { BROKER_OPERATIONS_SYNCWAITSECONDS: '0', BROKER_OPERATIONS_BLOCKINGWAITSECONDS: '1' },
    });
    await offerPlan(world, 'once', { bindingsRetrievable: false });
  });

  afterAll(() => world.stop());

  const provisioned = async (): Promise<string> => {
    const instanceId = randomUUID();
    await world.provision(instanceId, orderOf('once'));
    await world.endOf(pathOf(instanceId));
    return instanceId;
  };

  it('are made while the platform waits, and not told again by GET (CCR-21, GETB-01)', async () => {
    const [instanceId, bindingId] = [await provisioned(), randomUUID()];

    const bound = await world.bind(instanceId, bindingId, orderOf('once'));

    expect(bound).toMatchObject({ status: 201, body: { credentials: { uri: expect.any(String) as string } } });
    expect(await world.bind(instanceId, bindingId, orderOf('once'))).toMatchObject({ status: 200, body: bound.body });
    expect(await world.get(pathOf(instanceId, bindingId))).toMatchObject({
      status: 404,
      body: { description: expect.stringContaining('cannot be fetched') as string },
    });
  });

  it('are taken back when the wait is too long, never accepted (CCR-21)', async () => {
    const [instanceId, bindingId, gate] = [await provisioned(), randomUUID(), new Gate()];
    const isBinding = new Promise<void>((resolve) => {
      world.docker.inject('createExec', { onHit: resolve, until: gate.opened });
    });
    const first = world.bind(instanceId, bindingId, orderOf('once'));
    await isBinding;

    const [answer, again] = [await first, await world.bind(instanceId, bindingId, orderOf('once'))];
    gate.open();

    expect(answer.status).toBe(500);
    expect(again).toMatchObject({ status: 422, body: { error: 'ConcurrencyError' } });
    await world.restOf(instanceId, bindingId);
    expect(await world.bind(instanceId, bindingId, orderOf('once'))).toMatchObject({ status: 201 });
  });
});
