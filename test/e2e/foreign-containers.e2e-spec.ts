import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DockerEndpoint } from '../../libs/docker-driver/src/docker-driver.port.js';
import { orderOf, pathOf, World } from '../support/world.js';

const A: DockerEndpoint = { kind: 'unix', socketPath: '/run/a.sock' };
const B: DockerEndpoint = { kind: 'unix', socketPath: '/run/b.sock' };
const [HOST_A, HOST_B] = ['unix:///run/a.sock', 'unix:///run/b.sock'];
const LEGACY = { containername: 'legacy-db', numinstances: 0 };
const IMAGES = [
  { name: 'legacy', plan: 'any', ...LEGACY },
  { name: 'legacy', plan: 'named', containerhost: 'b.example.org', ...LEGACY },
  { name: 'legacy', plan: 'away', containerhost: 'unix:///run/c.sock', ...LEGACY },
];

describe('a container that was there before', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.open({ images: IMAGES, ping: null });
    await world.ping({ DockerHost: HOST_A, ServiceHost: 'a.example.org' });
    await world.ping({ DockerHost: HOST_B, ServiceHost: 'b.example.org' });
    for (const endpoint of [A, B]) {
      world.docker.addImage(endpoint, 'legacy', {});
      await world.docker.ensureNetwork(endpoint, 'n');
    }
  });
  afterAll(() => world.stop());
  beforeEach(async () => {
    for (const endpoint of [A, B])
      for (const { containerId } of world.docker.containers(endpoint))
        await world.docker.removeContainer(endpoint, containerId);
  });

  const run = async (endpoint: DockerEndpoint, isStarted = true): Promise<string> => {
    const rest = { labels: {}, environment: {}, ports: [], volumes: [], capabilities: [], pidsLimit: 1 };
    const spec = { name: 'legacy-db', imageRef: 'legacy', networkName: 'n', ...rest };
    const containerId = await world.docker.createContainer(endpoint, spec);
    if (isStarted) await world.docker.startContainer(endpoint, containerId);
    return containerId;
  };
  const provision = async (plan: string): Promise<{ id: string; status: number; description: string }> => {
    const id = randomUUID();
    const { status, body } = await world.provision(id, orderOf('legacy', plan));
    return { id, status, description: (body as { description?: string }).description ?? '' };
  };
  const hostOf = async (id: string): Promise<unknown> =>
    ((await world.get(`/admin/instances/${id}`)).body as { host_id: string }).host_id;

  it.each([
    ['on whichever host it runs', 'any', [B], HOST_B],
    ['always on the same one of two', 'any', [A, B], HOST_A],
    ['on the host that its plan names', 'named', [A, B], HOST_B],
  ])('is found %s', async (_, plan, endpoints, hostId) => {
    for (const endpoint of endpoints) await run(endpoint);

    const { id, status } = await provision(plan);

    expect(status).toBe(201);
    expect(await hostOf(id)).toBe(hostId);
  });

  it.each([
    ['runs nowhere', 'any', [], 'does not run on unix:///run/a.sock, unix:///run/b.sock'],
    ['runs on another host than its plan names', 'named', [A], 'does not run on unix:///run/b.sock'],
  ])('that %s is a 400 that says where it was looked for (row 83)', async (_, plan, endpoints, words) => {
    for (const endpoint of endpoints) await run(endpoint);

    const { id, status, description } = await provision(plan);

    expect(status).toBe(400);
    expect(description).toContain(`The container legacy-db of this plan ${words}`);
    expect(await world.get(pathOf(id))).toMatchObject({ status: 404 });
  });

  it('that was stopped is not started', async () => {
    const containerId = await run(A, false);

    expect(await provision('any')).toMatchObject({ status: 400 });
    expect((await world.docker.findContainer(A, containerId))?.state).not.toBe('running');
  });

  it('is not said to be absent while a host is silent (row 83)', async () => {
    world.docker.unplug(B);

    const { status, description } = await provision('any');
    world.docker.plug(B);

    expect({ status, description }).toEqual({
      status: 503,
      description:
        'The container legacy-db of this plan was not found, but unix:///run/b.sock did not answer. Try again later.',
    });
  });

  it('is waited for where its host is away', async () => {
    const { status, description } = await provision('away');

    expect(status).toBe(503);
    expect(description).toContain('The Docker host unix:///run/c.sock of this plan is not available');
  });

  it('outlives its instances, whose logins and data are removed by script', async () => {
    const containerId = await run(A);
    const { id } = await provision('any');
    await world.bind(id, 'left-over', orderOf('legacy', 'any'));

    const ids = '?service_id=legacy&plan_id=legacy_any&accepts_incomplete=true';
    const { status } = await world.broker.request('DELETE', `${pathOf(id)}${ids}`);

    const scripts = world.docker.execs(A).filter(({ environment }) => environment['INSTANCE_ID'] === id);
    expect(status).toBe(200);
    expect(scripts.map(({ command }) => command[0])).toEqual(['/provision', '/bind', '/unbind', '/deprovision']);
    expect(await world.docker.findContainer(A, containerId)).toMatchObject({ state: 'running' });
  });
});
