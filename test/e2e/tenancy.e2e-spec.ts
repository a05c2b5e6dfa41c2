import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { execOutcome, InMemoryDockerDriver } from '../../libs/docker-driver/src/testing/index.js';
import { pollUntil } from '../support/poll-until.js';
import { ENDPOINT, operationOf, orderOf, pathOf, World } from '../support/world.js';

const SEATS = 3;
const PATIENCE_MS = 30_000;
const IMAGES = [
  { name: 'redis', plan: 'own' },
  { name: 'redis', plan: 'shared', numinstances: SEATS },
  { name: 'redis', plan: 'broken', numinstances: SEATS, environment: { BROKEN: '1' } },
];
const SHARED = orderOf('redis', 'shared');

describe('instances that share containers', () => {
  let world: World;

  beforeAll(async () => {
    const env = { BROKER_OPERATIONS_EMPTYCONTAINERSECONDS: '0' };
    world = await World.open({ images: IMAGES, env });
  });
  afterAll(() => world.stop());
  beforeEach(() => {
    world.play({});
  });

  const housesOf = async (...ids: readonly string[]): Promise<readonly string[]> =>
    Promise.all(
      ids.map(async (id) => ((await world.get(`/admin/instances/${id}`)).body as { shared_in: string }).shared_in),
    );
  const provision = async (plan = 'shared', id: string = randomUUID()): Promise<string> => {
    const answer = await world.provision(id, orderOf('redis', plan));
    if (answer.status === 202) await world.endOf(pathOf(id), operationOf(answer));
    return id;
  };
  const remove = async (id: string, plan = 'shared'): Promise<void> => {
    const path = `${pathOf(id)}?service_id=redis&plan_id=redis_${plan}&accepts_incomplete=true`;
    const answer = await world.broker.request('DELETE', path);
    if (answer.status === 202) await world.endOf(pathOf(id), operationOf(answer));
  };
  const containersOf = (house: string): readonly string[] =>
    world.docker
      .containers(ENDPOINT)
      .filter(({ labels }) => labels['docker-broker.instance'] === house)
      .map(({ state }) => state);

  it('are put into as few as there can be, when all are ordered at once (row 78)', async () => {
    const ids = await Promise.all(Array.from({ length: 2 * SEATS + 1 }, () => provision()));

    const houses = await housesOf(...ids);

    const counts = [...new Set(houses)].map((house) => houses.filter((other) => other === house).length);
    expect(counts.sort()).toEqual([1, SEATS, SEATS]);
    for (const house of houses) expect(containersOf(house)).toEqual(['running']);
    for (const id of ids) expect(await world.get(pathOf(id))).toMatchObject({ status: 200 });
    await Promise.all(ids.map((id) => remove(id)));
  });

  it('are bound with logins of their own, on the port that they share', async () => {
    const [one, two] = [await provision(), await provision()];

    const [first, second] = [await world.bind(one, randomUUID(), SHARED), await world.bind(two, randomUUID(), SHARED)];

    const [a, b] = [first, second].map(
      ({ body }) => (body as { credentials: { uri: string; port: string } }).credentials,
    );
    expect(a?.port).toBe(b?.port);
    expect(a?.uri).not.toBe(b?.uri);
    await Promise.all([remove(one), remove(two)]);
  });

  it('outlive each other, and their container goes after the last', async () => {
    const [one, two] = [await provision(), await provision()];
    const [house = ''] = await housesOf(one);

    await remove(one);
    expect(containersOf(house)).toEqual(['running']);
    expect(await world.get(pathOf(two))).toMatchObject({ status: 200 });
    await remove(two);

    await pollUntil('the end of the container', () => Promise.resolve(containersOf(house).length === 0), PATIENCE_MS);
    await pollUntil(
      'the end of its row',
      async () => (await world.get(`/admin/instances/${house}`)).status === 404,
      PATIENCE_MS,
    );
    expect(world.docker.volumes(ENDPOINT).filter((name) => name.includes(house))).toEqual([]);
  });

  it('keep their container from platforms (URL-01)', async () => {
    const id = await provision();
    const [house = ''] = await housesOf(id);
    const ids = '?service_id=redis&plan_id=redis_shared&accepts_incomplete=true';

    const answers = [
      await world.get(pathOf(house)),
      await world.provision(house, SHARED),
      await world.bind(house, 'b', SHARED),
      await world.broker.request('DELETE', `${pathOf(house)}${ids}`),
      await world.broker.request('PATCH', pathOf(house), { body: { service_id: 'redis', parameters: { a: 1 } } }),
      await world.lastOperation(pathOf(house)),
    ];

    for (const { status, body } of answers) {
      expect(status).toBe(400);
      expect(body).toMatchObject({ description: "Ids that start with docker-broker-shared- are the broker's own." });
    }
    expect(containersOf(house)).toEqual(['running']);
    await remove(id);
  });

  it('are shown to operators with the container that they share', async () => {
    const id = await provision();
    const [house = ''] = await housesOf(id);

    const { body } = await world.get(`/admin/instances/${house}`);
    const shown = (await world.get(`/admin/instances/${id}`)).body;

    const { container, ports } = body as { container: string; ports: readonly unknown[] };
    expect(body).toMatchObject({ is_shared_container: true, shared_in: null, plan: 'shared' });
    expect(ports).toHaveLength(1);
    expect(shown).toMatchObject({ is_shared_container: false, shared_in: house, container, ports });
    await remove(id);
  });

  it.each([
    ['another plan', { plan_id: 'redis_own' }, 'shared', 'only its parameters'],
    ['a shared container', { plan_id: 'redis_shared' }, 'own', 'Make a new instance of it'],
  ])('cannot be moved into %s (UPD-01, UPD-04)', async (_, wish, plan, words) => {
    const id = await provision(plan);

    const path = `${pathOf(id)}?accepts_incomplete=true`;
    const { status, body } = await world.broker.request('PATCH', path, { body: { service_id: 'redis', ...wish } });

    expect(status).toBe(422);
    expect(body).toMatchObject({ update_repeatable: false, description: expect.stringContaining(words) as string });
    await remove(id, plan);
  });

  describe('of which there is a newer version', () => {
    const put = (version: string): Promise<unknown> =>
      world.broker.request('PUT', '/My%20Docker%20Catalog/image/redis', {
        body: { name: 'redis', plan: 'maintained', numinstances: SEATS, maintenance: { version } },
      });
    const upgrade = (id: string, version: string): ReturnType<World['get']> =>
      world.broker.request('PATCH', `${pathOf(id)}?accepts_incomplete=true`, {
        body: { service_id: 'redis', plan_id: 'redis_maintained', maintenance_info: { version } },
      });

    it('are not upgraded, since all in the container would be: new ones get a new container (UPD-15, UPD-16)', async () => {
      await put('1.0.0');
      const [one, two] = [await provision('maintained'), await provision('maintained')];
      const [house = ''] = await housesOf(one);
      await put('2.0.0');

      const refused = await upgrade(one, '2.0.0');

      const words = 'shares its container with others, so only its parameters can be changed. Make a new instance';
      expect(refused).toMatchObject({
        status: 422,
        body: {
          update_repeatable: false,

          description: expect.stringContaining(words) as string,
        },
      });
      for (const id of [one, two])
        expect(await world.get(pathOf(id))).toMatchObject({ body: { maintenance_info: { version: '1.0.0' } } });
      expect(containersOf(house)).toEqual(['running']);
      const next = await provision('maintained');
      expect(await housesOf(one, two)).toEqual([house, house]);
      expect(await housesOf(next)).not.toEqual([house]);
      expect(await world.get(pathOf(next))).toMatchObject({ body: { maintenance_info: { version: '2.0.0' } } });
      await Promise.all([one, two, next].map((id) => remove(id, 'maintained')));
    });

    it('are told first that the catalog has no such version (UPD-14)', async () => {
      await put('1.0.0');
      const id = await provision('maintained');

      expect(await upgrade(id, '3.0.0')).toMatchObject({ status: 422, body: { error: 'MaintenanceInfoConflict' } });
      expect(await upgrade(id, '1.0.0')).toMatchObject({ status: 200 });
      await remove(id, 'maintained');
    });
  });

  it('get other parameters by their own script (UPD-05)', async () => {
    const [one, two] = [await provision(), await provision()];

    const body = { service_id: 'redis', parameters: { size: 2 } };
    const { status } = await world.broker.request('PATCH', `${pathOf(one)}?accepts_incomplete=true`, { body });

    const updates = world.docker.execs(ENDPOINT).filter(({ command }) => command[0] === '/update');
    expect(status).toBe(200);
    expect(updates.map(({ environment }) => environment['INSTANCE_ID'])).toEqual([one]);
    await Promise.all([remove(one), remove(two)]);
  });

  it('fail with their container, and the next one gets a new container', async () => {
    world.docker.inject('startContainer', { before: new Error('cannot start') });
    world.docker.play(({ command }) =>
      Promise.resolve(execOutcome(command[0] === '/provision' ? { exitCode: 1 } : {})),
    );
    const id = randomUUID();

    const answer = await world.provision(id, orderOf('redis', 'broken'));

    const { body } = answer.status === 202 ? await world.endOf(pathOf(id), operationOf(answer)) : answer;
    expect(body).toMatchObject({ description: expect.any(String) as string });
    await world.restOf(id);
    world.play({});
    expect(await world.get(pathOf(await provision('broken')))).toMatchObject({ status: 200 });
    await remove(id, 'broken');
  });

  it('need no room on a host where there is a seat', async () => {
    const docker = new InMemoryDockerDriver();
    const ping = { Portbind_min: 20_000, Portbind_max: 20_000 };
    const tight = await World.open({ images: IMAGES, docker, ping });
    tight.play({});
    await tight.provision('one', SHARED);

    const answers = [
      await tight.provision('two', SHARED),
      await tight.provision('three', SHARED),
      await tight.provision('four', SHARED),
    ];

    expect(answers.map(({ status }) => status)).toEqual([201, 201, 400]);
    expect(await tight.get(pathOf('four'))).toMatchObject({ status: 404 });
    await tight.stop();
  });

  it('are ready again when somebody has stopped their container', async () => {
    const [one, two] = [await provision(), await provision()];
    const [house = ''] = await housesOf(one);
    const [container] = world.docker
      .containers(ENDPOINT)
      .filter(({ labels }) => labels['docker-broker.instance'] === house);
    await world.docker.stopContainer(ENDPOINT, container?.containerId ?? '');

    const bound = await world.bind(two, randomUUID(), SHARED);

    expect(bound.status).toBe(201);
    expect(containersOf(house)).toEqual(['running']);
    await Promise.all([remove(one), remove(two)]);
  });

  it('either get a seat or another container, when the last one leaves at the same moment', async () => {
    const last = await provision();
    const [, next] = await Promise.all([remove(last), provision()]);

    const [house = ''] = await housesOf(next);

    expect(await world.bind(next, randomUUID(), SHARED)).toMatchObject({ status: 201 });
    expect(containersOf(house)).toEqual(['running']);
    await remove(next);
  });
});
