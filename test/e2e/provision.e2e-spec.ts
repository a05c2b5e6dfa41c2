import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Gate } from '../../apps/broker/src/operations/testing/gate.js';
import { ENDPOINT, operationOf, orderOf, pathOf, STATIC, World } from '../support/world.js';

const SYNC_ONLY = '';

describe('provision', () => {
  let world: World;

  beforeAll(async () => {
    const twoPorts = { name: 'twoports', plan: '100', dashboardurl: { dashboard_url: '$PORT_8080 $PORT_80 $PORT' } };
    const existing = { name: 'existing', plan: '100', containername: 'there', numinstances: 0, credentials: {} };
    world = await World.open({
      images: [
        { name: 'redis', plan: '100' },
        { name: 'redis', plan: '200', description: 'x' },
        STATIC,
        twoPorts,
        existing,
      ],
    });
    world.addImage('twoports', 80, 8080);
  });

  afterAll(() => world.stop());

  const containersOf = (instanceId: string): unknown[] =>
    world.docker
      .containers(ENDPOINT)
      .filter(({ labels }) => labels['docker-broker.instance'] === instanceId)
      .map(({ state }) => state);

  it.each([
    ['with', '?accepts_incomplete=true'],
    ['without', '?accepts_incomplete=false'],
    ['not a word of', SYNC_ONLY],
  ])('answers 201 when it is done, %s accepts_incomplete (PROV-05)', async (_, query) => {
    const id = randomUUID();

    const { status, body, headers } = await world.provision(id, {}, query);

    expect({ status, body }).toEqual({ status: 201, body: {} });
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(containersOf(id)).toEqual(['running']);
  });

  it('gives each instance of a static service its own dashboard, and repeats it (original §3.3 no. 1)', async () => {
    const ids = [randomUUID(), randomUUID(), randomUUID()];

    const answers = await Promise.all(ids.map((id) => world.provision(id, orderOf('static'))));
    const again = await Promise.all(ids.map((id) => world.provision(id, orderOf('static'))));

    const urls = answers.map(({ body }) => (body as { dashboard_url: string }).dashboard_url);
    expect(new Set(urls).size).toBe(3);
    for (const [index, id] of ids.entries()) {
      const [container] = world.docker
        .containers(ENDPOINT)
        .filter(({ labels }) => labels['docker-broker.instance'] === id);
      expect(urls[index]).toBe(`http://192.0.2.1:${container?.ports[0]?.hostPort ?? 0}`);
      expect(again[index]).toMatchObject({ status: 200, body: { dashboard_url: urls[index] } });
    }
  });

  it('tells apart ports of which one is the beginning of the other (original §3.3 no. 4)', async () => {
    const { body } = await world.provision(randomUUID(), orderOf('twoports'));

    const [port8080, port80, port] = (body as { dashboard_url: string }).dashboard_url.split(' ');
    expect(port80).toMatch(/^20\d{3}$/);
    expect(port8080).toMatch(/^20\d{3}$/);
    expect(port80).not.toBe(port8080);
    expect(port).toBe(port80);
  });

  it('changes nothing when it is repeated, however the keys are ordered (PROV-07, PROV-09, T32, row 13)', async () => {
    const id = randomUUID();
    await world.provision(id, { parameters: { a: 1, b: { c: 2, d: [3] } }, context: { organization_name: 'old' } });
    const before = world.docker.execs(ENDPOINT).length;

    const again = await world.provision(id, {
      parameters: { b: { d: [3], c: 2 }, a: 1 },
      context: { organization_name: 'new' },
    });

    expect(again).toMatchObject({ status: 200, body: {} });
    expect(world.docker.execs(ENDPOINT)).toHaveLength(before);
    expect(containersOf(id)).toEqual(['running']);
  });

  it.each([
    ['service', { service_id: 'static', plan_id: 'static_100' }],
    ['plan', { plan_id: 'redis_200' }],
    ['organization', { organization_guid: 'another' }],
    ['space', { space_guid: 'another' }],
    ['parameters', { parameters: { a: 2 } }],
  ])('answers 409 when the %s differs (PROV-08, row 14)', async (_, changes) => {
    const id = randomUUID();
    await world.provision(id, { parameters: { a: 1 } });

    expect(await world.provision(id, { parameters: { a: 1 }, ...changes })).toMatchObject({
      status: 409,
      body: { description: expect.stringContaining('other attributes') as string },
    });
  });

  it.each([
    ['service_id', undefined],
    ['service_id', ''],
    ['service_id', 7],
    ['plan_id', undefined],
    ['plan_id', ''],
    ['organization_guid', undefined],
    ['organization_guid', ''],
    ['space_guid', undefined],
    ['space_guid', ''],
    ['parameters', 'text'],
    ['parameters', []],
    ['context', 'text'],
  ])('answers 400 to %s = %j, and makes nothing (PROV-01 … PROV-04, row 3)', async (field, value) => {
    const id = randomUUID();

    expect(await world.provision(id, { [field]: value })).toMatchObject({
      status: 400,
      body: { description: expect.stringContaining(field) as string },
    });
    expect(await world.lastOperation(pathOf(id))).toMatchObject({ status: 404 });
  });

  it.each([
    ['an unknown service', { service_id: 'nope', plan_id: 'nope_100' }],
    ['an unknown plan', { plan_id: 'redis_300' }],
    ['a plan of another service', { plan_id: 'static_100' }],
    ['a service with a tag (original §3.1)', { service_id: 'redis:latest', plan_id: 'redis:latest_100' }],
    ['a service of that prototype', { service_id: '__proto__', plan_id: '__proto___100' }],
  ])('answers 400 to %s (PROV-01)', async (_, changes) => {
    expect(await world.provision(randomUUID(), changes)).toMatchObject({
      status: 400,
      body: { description: expect.stringMatching(/^The (catalog|service)/) as string },
    });
  });

  it.each(['yes', '1', 'TRUE', ''])('answers 400 to accepts_incomplete=%s (URL-07)', async (word) => {
    expect(await world.provision(randomUUID(), {}, `?accepts_incomplete=${word}`)).toMatchObject({ status: 400 });
  });

  it.each(['?accepts_incomplete=true&accepts_incomplete=true', '?accepts_incomplete[a]=true&accepts_incomplete=no'])(
    'answers 400 to %s (URL-07)',
    async (query) => {
      expect(await world.provision(randomUUID(), {}, query)).toMatchObject({ status: 400 });
    },
  );

  it('ignores what it does not know, and takes null for absent (EXT-01, EXT-03, PROV-13)', async () => {
    const changes = { parameters: null, context: null, maintenance_info: null, x_new: { deep: [1] } };

    expect(await world.provision(randomUUID(), changes, '?accepts_incomplete=true&x_new=1')).toMatchObject({
      status: 201,
    });
  });

  it.each([
    ['SQL (original §3.2)', "zz';delete from service_instance where 1=1--"],
    ['a slash', 'a/b'],
    ['a blank and UTF-8', 'ä ö/ü 漢字'],
    ['255 characters', 'x'.repeat(255)],
    ['dots', '..%2f..'],
    ['__proto__', '__proto__'],
  ])('takes an id of %s for what it is (URL-01, URL-03, URL-05)', async (_, id) => {
    const before = world.docker.containers(ENDPOINT).length;

    expect(await world.provision(id)).toMatchObject({ status: 201 });
    expect(await world.get(pathOf(id))).toMatchObject({ status: 200, body: { service_id: 'redis' } });
    expect(world.docker.containers(ENDPOINT)).toHaveLength(before + 1);
    expect(await world.deprovision(id)).toMatchObject({ status: 200, body: {} });
    expect(world.docker.containers(ENDPOINT)).toHaveLength(before);
  });

  it.each([
    ['256 characters', 'x'.repeat(256)],
    ['a line break', 'a\nb'],
  ])('answers 400 to an id of %s (URL-06)', async (_, id) => {
    expect(await world.provision(id)).toMatchObject({ status: 400 });
  });

  it('makes one instance of twenty identical requests at once (CON-05, rows 12 and 15)', async () => {
    const id = randomUUID();

    const answers = await Promise.all(Array.from({ length: 20 }, () => world.provision(id)));

    expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(19).fill(200), 201]);
    expect(containersOf(id)).toEqual(['running']);
  });

  it('serves a plan from a container that is there, and refuses one that is nowhere', async () => {
    expect(await world.provision(randomUUID(), orderOf('existing'))).toMatchObject({
      status: 400,
      body: { description: expect.stringContaining('container there') as string },
    });
    await world.docker.ensureNetwork(ENDPOINT, 'n');
    const containerId = await world.docker.createContainer(ENDPOINT, {
      name: 'there',
      imageRef: 'redis',
      labels: {},
      environment: {},
      ports: [],
      volumes: [],
      networkName: 'n',
      capabilities: [],
      pidsLimit: 1,
    });
    await world.docker.startContainer(ENDPOINT, containerId);
    const id = randomUUID();

    expect(await world.provision(id, orderOf('existing'))).toMatchObject({ status: 201 });
    expect(await world.deprovision(id)).toMatchObject({ status: 200 });
    expect(await world.docker.findContainer(ENDPOINT, containerId)).toMatchObject({ state: 'running' });
  });

  it('reads an instance back from the database, while its host is down (design §4 no. 8)', async () => {
    const id = randomUUID();
    await world.provision(id, { parameters: { a: 1 } });
    world.docker.unplug(ENDPOINT);

    const answer = await world.get(pathOf(id));
    world.docker.plug(ENDPOINT);

    expect(answer).toMatchObject({
      status: 200,
      body: { service_id: 'redis', plan_id: 'redis_100', parameters: { a: 1 } },
    });
  });
});

describe('provision that takes its time', () => {
  let world: World;
  let gate: Gate;

  beforeAll(async () => {
    world = await World.open({
      env: { BROKER_OPERATIONS_SYNCWAITSECONDS: '0', BROKER_OPERATIONS_BLOCKINGWAITSECONDS: '1' },
    });
  });

  afterAll(() => world.stop());

  const playSlowly = (): void => {
    gate = new Gate();
    const slow = async (): Promise<object> => {
      await gate.opened;
      return {};
    };
    world.play({ '/provision': slow, '/bind': slow });
  };

  it('is accepted with an operation to poll, and tells what it does (ASY-06 … ASY-11)', async () => {
    playSlowly();
    const id = randomUUID();

    const accepted = await world.provision(id);
    const operation = operationOf(accepted);

    expect(accepted).toMatchObject({ status: 202 });
    expect(operation).toMatch(/^provision-[0-9a-f-]{36}$/);
    expect(await world.lastOperation(pathOf(id), operation)).toMatchObject({
      status: 200,
      body: { state: 'in progress', description: expect.stringMatching(/\S/) as string },
    });
    gate.open();
    expect(await world.endOf(pathOf(id), operation)).toMatchObject({ status: 200, body: { state: 'succeeded' } });
    expect(await world.get(pathOf(id))).toMatchObject({ status: 200 });
  });

  it('without accepts_incomplete is undone in the end, and nothing is left (PROV-16)', async () => {
    playSlowly();
    const id = randomUUID();

    const answer = await world.provision(id, {}, SYNC_ONLY);
    gate.open();

    expect(answer).toMatchObject({
      status: 500,
      body: { description: expect.stringContaining('accepts_incomplete=true') as string },
    });
    expect(await world.endOf(pathOf(id))).toMatchObject({ status: 200, body: { state: 'succeeded' } });
    expect(world.docker.containers(ENDPOINT).filter(({ labels }) => labels['docker-broker.instance'] === id)).toEqual(
      [],
    );
    expect(await world.deprovision(id)).toMatchObject({ status: 410 });
  });

  it('asked for again without accepts_incomplete does not take back what the first request began (ASY-05)', async () => {
    playSlowly();
    const id = randomUUID();
    const operation = operationOf(await world.provision(id));

    const again = await world.provision(id, {}, SYNC_ONLY);
    gate.open();

    expect(again).toMatchObject({ status: 422, body: { error: 'AsyncRequired' } });
    expect(await world.endOf(pathOf(id), operation)).toMatchObject({ status: 200, body: { state: 'succeeded' } });
    expect(await world.get(pathOf(id))).toMatchObject({ status: 200 });
  });

  it('without accepts_incomplete leaves no login that the platform does not know (row 44)', async () => {
    world.play({});
    const [id, bindingId] = [randomUUID(), randomUUID()];
    await world.provision(id);
    await world.endOf(pathOf(id));
    playSlowly();

    const answer = await world.bind(id, bindingId, {}, SYNC_ONLY);
    gate.open();

    expect(answer).toMatchObject({ status: 500, body: { description: expect.stringContaining('removed') as string } });
    await world.endOf(pathOf(id, bindingId));
    expect(await world.unbind(id, bindingId)).toMatchObject({ status: 410 });
    expect(world.docker.execs(ENDPOINT).map(({ command }) => command[0])).toContain('/unbind');
  });
});
