import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ServiceStore } from '#persistence';
import type { Answer } from '../support/test-broker.js';
import { orderOf, pathOf, REDIS, STATIC, World } from '../support/world.js';

const CATALOG = '/My%20Docker%20Catalog';

describe('images over REST', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.open({ images: [REDIS, STATIC] });
  });

  afterAll(() => world.stop());

  const put = (name: string, body: unknown): Promise<Answer> =>
    world.broker.request('PUT', `${CATALOG}/image/${name}`, { body });
  const remove = (name: string): Promise<Answer> => world.broker.request('DELETE', `${CATALOG}/image/${name}`);
  const plansOf = async (service: string): Promise<unknown> => {
    const { services } = (await world.get('/v2/catalog')).body as {
      services: { id: string; plans: { id: string }[] }[];
    };
    return services.filter(({ id }) => id === service).map(({ plans }) => plans.map(({ id }) => id));
  };

  beforeEach(() => remove('added'));

  it("lists in the original's shape (original §2.1)", async () => {
    const { status, body } = await world.get(`${CATALOG}/images`);

    expect(status).toBe(200);
    expect(JSON.stringify(body)).toBe(
      JSON.stringify([
        { Name: 'redis', Plan: '100', DashBoardUrl: null, Credentials: null, Numinstances: 1, Containername: '' },
        {
          Name: 'static',
          Plan: '100',
          DashBoardUrl: STATIC.dashboardurl,
          Credentials: STATIC.credentials,
          Numinstances: 1,
          Containername: '',
        },
      ]),
    );
  });

  it('reads one', async () => {
    expect(await world.get(`${CATALOG}/image/redis`)).toMatchObject({
      status: 200,
      body: [{ Name: 'redis', Plan: '100', Numinstances: 1 }],
    });
  });

  it("adds one in the words of the original's README, at once in the catalog, and removes it", async () => {
    const { status, body } = await put('added', { Name: 'added', Plan: '100', Numinstances: 1 });

    expect({ status, body }).toEqual({ status: 200, body: {} });
    expect(await plansOf('added')).toEqual([['added_100']]);
    expect(await world.get(`${CATALOG}/images`)).toMatchObject({ body: [{}, {}, { Name: 'added' }] });

    expect(await remove('added')).toMatchObject({ status: 200, body: null });
    expect(await plansOf('added')).toEqual([]);
    expect(await world.get(`${CATALOG}/image/added`)).toMatchObject({ status: 404 });
  });

  it.each([
    ['in lower case', { name: 'added', plan: '7', dashboardurl: { dashboard_url: 'd' } }],
    ['in upper case', { NAME: 'added', PLAN: '7', DASHBOARDURL: { dashboard_url: 'd' } }],
    ['without a name of its own', { Plan: '7', DashBoardUrl: { dashboard_url: 'd' } }],
  ])('takes keys %s', async (_, body) => {
    expect(await put('added', body)).toMatchObject({ status: 200 });
    expect(await world.get(`${CATALOG}/image/added`)).toMatchObject({
      body: [{ Name: 'added', Plan: '7', DashBoardUrl: { dashboard_url: 'd' } }],
    });
  });

  it('replaces the definition of a plan that is there (original §3.1: 500)', async () => {
    await put('added', { Plan: '100', Credentials: { old: true } });

    expect(await put('added', { Plan: '100', Credentials: { old: false } })).toMatchObject({ status: 200 });

    expect((await world.get(`${CATALOG}/image/added`)).body).toMatchObject([{ Credentials: { old: false } }]);
  });

  it('makes one service of two plans of one name (original §3.1)', async () => {
    await put('added', { Plan: '100' });
    await put('added', { Plan: '200' });

    expect(await plansOf('added')).toEqual([['added_100', 'added_200']]);
    expect(await world.get(`${CATALOG}/image/added`)).toMatchObject({ body: [{ Plan: '100' }, { Plan: '200' }] });
  });

  it('refuses a plan id that another service has (CAT-03)', async () => {
    await put('added', { Plan: 'a_b' });

    expect(await put('added_a', { Plan: 'b' })).toMatchObject({ status: 400 });
  });

  it.each([
    ['no JSON', '{"Name":'],
    ['nothing', ''],
    ['a list', []],
    ['a text', '"text"'],
    ['no plan', { Name: 'added' }],
    ['an empty plan', { Plan: '' }],
    ['another name than the path', { Name: 'other', Plan: '1' }],
    ['a slash in the plan', { Plan: 'a/b' }],
    ['negative instances', { Plan: '1', Numinstances: -1 }],
    ['a text for instances', { Plan: '1', Numinstances: 'many' }],
    ['credentials that are no object', { Plan: '1', Credentials: 'text' }],
    ['a dashboard without its URL', { Plan: '1', DashBoardUrl: {} }],
    ['a container that is multiplied', { Plan: '1', Containername: 'c', Numinstances: 3 }],
    ['a container of a strange name', { Plan: '1', Containername: '../etc' }],
    ['an image of a strange name', { Plan: '1', Image: 'a b;c' }],
  ])('answers 400 to %s, and stores nothing (original §3.1)', async (_, body) => {
    const before = await world.dump();

    expect(await put('added', body)).toMatchObject({
      status: 400,
      body: { description: expect.stringMatching(/\S/) as string },
    });

    expect(await world.dump()).toBe(before);
  });

  it('names no value of a body that it refuses', async () => {
    const { body } = await put('added', { Plan: '1', Credentials: 'hunter2', DashBoardUrl: { url: 'hunter2' } });

    expect(JSON.stringify(body)).not.toContain('hunter2');
  });

  it.each([
    ['GET', '/Another%20Catalog/images'],
    ['GET', '/Another%20Catalog/image/redis'],
    ['PUT', '/Another%20Catalog/image/redis'],
    ['DELETE', '/Another%20Catalog/image/redis'],
    ['GET', `${CATALOG}/image/nope`],
    ['DELETE', `${CATALOG}/image/nope`],
  ] as const)('answers 404 to %s %s (original §3.1)', async (method, path) => {
    const answer = await world.broker.request(method, path, method === 'PUT' ? { body: { Plan: '1' } } : {});

    expect(answer).toMatchObject({ status: 404, body: { description: expect.stringContaining('catalog') as string } });
  });

  it('keeps an image that has instances, and names them; they go on (original §3.1)', async () => {
    await world.provision('in-use');
    await world.bind('in-use', 'b');

    expect(await remove('redis')).toMatchObject({
      status: 409,
      body: { description: expect.stringContaining('in-use') as string },
    });
    expect(await world.get(`${CATALOG}/image/redis`)).toMatchObject({ status: 200 });
    expect(await world.get(pathOf('in-use', 'b'))).toMatchObject({ status: 200 });
    expect(await world.deprovision('in-use')).toMatchObject({ status: 200 });
  });

  it('takes out one plan though it has instances, which stay serviceable (CAT-04)', async () => {
    world.addImage('added');
    await put('added', { Plan: '1' });
    await put('added', { Plan: '2' });
    await world.provision('of-1', orderOf('added', '1'));

    expect(await remove('added?plan=1')).toMatchObject({ status: 200, body: null });

    expect(await plansOf('added')).toEqual([['added_2']]);
    expect(await world.provision('late', orderOf('added', '1'))).toMatchObject({ status: 400 });
    expect(await world.bind('of-1', 'b', orderOf('added', '1'))).toMatchObject({ status: 201 });
    expect(await world.get(pathOf('of-1'))).toMatchObject({ status: 200, body: { plan_id: 'added_1' } });
    expect(await world.lastOperation(pathOf('of-1'))).toMatchObject({ status: 200 });
    expect(await world.unbind('of-1', 'b')).toMatchObject({ status: 200 });
    expect(await remove('added')).toMatchObject({ status: 409 });
    expect(await world.deprovision('of-1')).toMatchObject({ status: 200 });
  });

  it('keeps a plan that others need, and says what each of them needs (CAT-36)', async () => {
    await put('added', { Plan: '1', requires: ['syslog_drain', 'route_forwarding'] });
    await put('added', { Plan: '2', syslogDrainUrl: 'syslog://$HOST:$PORT_514' });
    await put('added', { Plan: '3', routeServiceUrl: 'https://route' });
    const before = await world.dump();

    const { status, body } = await remove('added?plan=1');

    expect(status).toBe(409);
    const { description } = body as { description: string };
    expect(description).toContain('added_2: syslogDrainUrl: needs "syslog_drain"');
    expect(description).toContain('added_3: routeServiceUrl: needs "route_forwarding"');
    expect(await world.dump()).toBe(before);
    await put('added', {
      Plan: '2',
      requires: ['syslog_drain', 'route_forwarding'],
      syslogDrainUrl: 'syslog://$HOST:514',
    });
    expect(await remove('added?plan=1')).toMatchObject({ status: 200 });
    expect(await plansOf('added')).toEqual([['added_2', 'added_3']]);
  });

  it.each([
    ['added?plan=9', 404],
    ['nope?plan=1', 404],
    ['added?plan=', 400],
    ['added?plan=1&plan=2', 400],
  ])('does not take out by %s: %i', async (path, status) => {
    await put('added', { Plan: '1' });

    expect(await remove(path)).toMatchObject({ status });
    expect(await plansOf('added')).toEqual([['added_1']]);
  });

  it('refuses a plan with which no platform would take the catalog, with all reasons (CAT-36)', async () => {
    await put('added', { Plan: '1', requires: ['syslog_drain'] });
    await put('added', { Plan: '2', syslogDrainUrl: 'syslog://$HOST:$PORT_514' });
    const before = await world.dump();

    const { status, body } = await put('added', {
      Plan: '1',
      schemas: [1],
      maintenance: { version: 'v1' },
      free: 'hunter2',
    });
    const alone = await put('added', {
      Plan: '1',
      schemas: { service_binding: {}, more: {} },
      maintenance: { version: 'v1' },
    });

    expect(status).toBe(400);
    expect(JSON.stringify(body)).not.toContain('hunter2');
    expect(alone.status).toBe(400);
    const { description } = alone.body as { description: string };
    expect(description).toContain('schemas.more: is not known');
    expect(description).toContain('maintenance.version: allowed is');
    expect(description).toContain('added_2: syslogDrainUrl: needs "syslog_drain"');
    expect(await world.dump()).toBe(before);
  });

  it('lists, and lets replace, what is stored but cannot be offered', async () => {
    const definition = { name: 'added', plan: '1', maximumPollingSeconds: 1 };
    await world.broker.app.get(ServiceStore).put({ serviceName: 'added', planName: '1', definition });

    expect(await world.get(`${CATALOG}/image/added`)).toMatchObject({
      body: [{ Plan: '1', MaximumPollingSeconds: 1 }],
    });
    expect(await plansOf('added')).toEqual([]);
    expect(await put('other', { Plan: '1' })).toMatchObject({ status: 200 });
    expect(await put('added', { Plan: '1' })).toMatchObject({ status: 200 });
    expect(await plansOf('added')).toEqual([['added_1']]);
    await remove('other');
  });

  it('serves an image that was added', async () => {
    world.addImage('added');
    await put('added', { Plan: '100' });

    expect(await world.provision('of-added', orderOf('added'))).toMatchObject({ status: 201 });
    expect(await world.deprovision('of-added')).toMatchObject({ status: 200 });
    expect(await remove('added')).toMatchObject({ status: 200 });
  });

  it('takes names for what they are (original §3.2)', async () => {
    const name = encodeURIComponent("x'; drop table service_plan --");

    expect(await put(name, { Plan: "1' or '1'='1" })).toMatchObject({ status: 200 });
    expect(await world.get(`${CATALOG}/image/${name}`)).toMatchObject({ status: 200 });
    expect(await remove(name)).toMatchObject({ status: 200 });
    expect(await world.get(`${CATALOG}/image/redis`)).toMatchObject({ status: 200 });
  });

  it('takes the secret that is in force for `***`, though others write at the same moment', async () => {
    const services = world.broker.app.get(ServiceStore);
    const plan = (password: string, description?: string): object => ({
      plan: '1',
      image: 'redis:7',
      credentials: { password },
      ...(description === undefined ? {} : { description }),
    });
    await put('added', plan('old'));
    vi.spyOn(services, 'put').mockImplementationOnce(async (...written) => {
      await put('added', plan('new'));
      return services.put(...written);
    });

    const { status } = await put('added', plan('***', 'described'));

    const stored = (await services.findAll()).find(({ serviceName }) => serviceName === 'added');
    expect(status).toBe(200);
    expect(stored?.definition).toMatchObject({ description: 'described', credentials: { password: 'new' } });
  });
});
