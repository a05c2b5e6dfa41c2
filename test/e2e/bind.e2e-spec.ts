import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
    world = await World.open({ images: [REDIS, STATIC, odd, unbindable, dashboardOnly] });
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
    ['bind_resource', { app_guid: 5 }],
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
