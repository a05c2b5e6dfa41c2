import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { InMemoryDockerDriver } from '#docker-driver/testing';
import { Database } from '../../libs/persistence/src/database/database.js';
import type { Answer } from '../support/test-broker.js';
import { ENDPOINT, operationOf, orderOf, pathOf, World } from '../support/world.js';

const MIB = 2 ** 20;
const ROOM = 7;
const IMAGES = [
  { name: 'redis', plan: 'small', memory: '64m' },
  { name: 'redis', plan: 'large', memory: '128m' },
  { name: 'redis', plan: 'shared', memory: '64m', numinstances: 3 },
  { name: 'redis', plan: 'fast', memory: '64m', hostLabels: { disk: 'ssd', zone: 'a' } },
  { name: 'redis', plan: 'foreign', numinstances: 0, containername: 'legacy', hostLabels: { disk: 'ssd' } },
];
const NO_ROOM = { description: 'No capacity: every Docker host is full. Ask the operator for more.' };

const isMade = ({ status }: Answer): boolean => status === 201 || status === 202;
const memoryFor = (small: number): object => ({ TotalMemoryBytes: small * 64 * MIB });

/** A broker with plans of several sizes, and what platforms ask of it. */
async function openWorld(parts: Parameters<typeof World.open>[0] = {}): Promise<World> {
  return World.open({ images: IMAGES, ping: memoryFor(ROOM), ...parts });
}

async function provision(world: World, plan: string, id: string = randomUUID()): Promise<Answer> {
  const answer = await world.provision(id, orderOf('redis', plan));
  if (answer.status === 202) await world.endOf(pathOf(id), operationOf(answer));
  return answer;
}

async function change(world: World, id: string, plan: string): Promise<Answer> {
  const path = `${pathOf(id)}?accepts_incomplete=true`;
  const answer = await world.broker.request('PATCH', path, { body: orderOf('redis', plan) });
  if (answer.status === 202) await world.endOf(pathOf(id), operationOf(answer));
  return answer;
}

async function hostOf(world: World, id: string): Promise<unknown> {
  return ((await world.get(`/admin/instances/${id}`)).body as { host_id: unknown }).host_id;
}

describe('the memory of hosts', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.stop());

  it('is told to be used up before anything is made, and is free again after a deletion (row 16)', async () => {
    const ids = Array.from({ length: ROOM }, () => randomUUID());
    for (const id of ids) expect(isMade(await provision(world, 'small', id))).toBe(true);
    const refusedId = randomUUID();

    expect(await provision(world, 'small', refusedId)).toMatchObject({ status: 400, body: NO_ROOM });

    expect(world.docker.containers(ENDPOINT)).toHaveLength(ROOM);
    expect(await world.deprovision(refusedId)).toMatchObject({ status: 410 });
    const path = `${pathOf(ids[0] ?? '')}?service_id=redis&plan_id=redis_small&accepts_incomplete=true`;
    const deleted = await world.broker.request('DELETE', path);
    if (deleted.status === 202) await world.endOf(pathOf(ids[0] ?? ''), operationOf(deleted));
    expect(isMade(await provision(world, 'small'))).toBe(true);
  });

  it('is told to be used up to an update that needs more, and the instance stays as it is (row 16)', async () => {
    const [id, occupant] = [randomUUID(), randomUUID()];
    await provision(world, 'small', id);
    await provision(world, 'small', occupant);
    await world.ping(memoryFor(2));

    const description =
      'No capacity: the instance\'s Docker host has not the memory for plan "large" of "redis". Try again later, or ask the operator for more.';
    expect(await change(world, id, 'large')).toMatchObject({ status: 422, body: { description } });
    expect((await world.get(pathOf(id))).body).toMatchObject({ plan_id: 'redis_small' });

    await world.ping(memoryFor(3));
    expect([200, 202]).toContain((await change(world, id, 'large')).status);
    expect((await world.get(pathOf(id))).body).toMatchObject({ plan_id: 'redis_large' });
    expect(await provision(world, 'small')).toMatchObject({ status: 400 });
    await change(world, id, 'small');
    expect(isMade(await provision(world, 'small'))).toBe(true);
  });

  it('is used once by instances that share a container', async () => {
    await world.ping(memoryFor(1));

    const answers = [];
    for (let count = 0; count < 4; count += 1) answers.push(await provision(world, 'shared'));

    expect(answers.map(isMade)).toEqual([true, true, true, false]);
    expect(answers[3]).toMatchObject({ status: 400, body: NO_ROOM });
  });

  it('has no bound where an original agent says nothing of it, and a lie is refused (T7)', async () => {
    await world.ping(memoryFor(0));
    expect(await provision(world, 'small')).toMatchObject({ status: 400 });

    for (const lie of [-1, 1.5, '8g', 1e300, null]) {
      const { status } = await world.ping({ TotalMemoryBytes: lie });
      expect(status).toBe(lie === null ? 200 : 400);
    }

    expect(isMade(await provision(world, 'small'))).toBe(true);
  });

  it('is no help on a host whose disk is nearly full (row 26)', async () => {
    await world.ping({ ...memoryFor(ROOM), FreeDiskBytes: 2 ** 30 - 1 });
    expect(await provision(world, 'small')).toMatchObject({ status: 400, body: NO_ROOM });

    await world.ping({ ...memoryFor(ROOM), FreeDiskBytes: 2 ** 30 });
    expect(isMade(await provision(world, 'small'))).toBe(true);
  });
});

describe('labels of hosts', () => {
  const NEAR = { kind: 'unix', socketPath: '/run/near.sock' } as const;
  const FAR = { kind: 'unix', socketPath: '/run/far.sock' } as const;
  let world: World;

  const tell = (endpoint: typeof NEAR | typeof FAR, labels: object): Promise<Answer> =>
    world.ping({ DockerHost: `unix://${endpoint.socketPath}`, Labels: labels });
  const runLegacy = async (endpoint: typeof NEAR | typeof FAR): Promise<void> => {
    const { docker } = world;
    const bare = { labels: {}, environment: {}, ports: [], volumes: [], capabilities: [], pidsLimit: 10 };
    await docker.ensureNetwork(endpoint, 'net');
    const spec = { name: 'legacy', imageRef: 'redis', networkName: 'net', ...bare };
    await docker.startContainer(endpoint, await docker.createContainer(endpoint, spec));
  };

  beforeAll(async () => {
    const docker = new InMemoryDockerDriver();
    const image = { exposedPorts: [{ port: 6379, protocol: 'tcp' as const }], volumes: ['/data'] };
    for (const endpoint of [NEAR, FAR]) docker.addImage(endpoint, 'redis', image);
    world = await openWorld({ docker, ping: null });
    world.play({});
    await tell(NEAR, { disk: 'ssd', zone: 'a' });
    await tell(FAR, { disk: 'ssd', zone: 'b' });
  });
  afterAll(() => world.stop());

  it('say where the instances of a plan are made', async () => {
    for (let count = 0; count < 6; count += 1) {
      const id = randomUUID();
      await provision(world, 'fast', id);
      expect(await hostOf(world, id)).toBe(`unix://${NEAR.socketPath}`);
    }
  });

  it('say where a container is looked for that was there before us', async () => {
    await runLegacy(NEAR);
    await runLegacy(FAR);
    await tell(NEAR, {});

    const id = randomUUID();
    await provision(world, 'foreign', id);

    expect(await hostOf(world, id)).toBe(`unix://${FAR.socketPath}`);
  });

  it('are named to whoever orders what no host has', async () => {
    await tell(NEAR, { disk: 'ssd' });
    const refusal = (labels: string): object => ({
      status: 400,
      body: {
        description: `No Docker host that is available has the labels of this plan: ${labels}. Ask the operator for one.`,
      },
    });
    expect(await provision(world, 'fast')).toMatchObject(refusal('disk=ssd, zone=a'));

    for (const endpoint of [NEAR, FAR]) await tell(endpoint, {});
    expect(await provision(world, 'foreign')).toMatchObject(refusal('disk=ssd'));
  });

  it.each([{ disk: 'a fast one' }, { disk: 1 }, ['disk'], 'disk', { 'a b': '' }])(
    'are refused when they are none: %j (T7)',
    async (labels) => {
      const { status, body } = await tell(NEAR, labels as object);

      expect(status).toBe(400);
      expect((body as { description: string }).description).toMatch(/^Labels: allowed is an object of up to 20 texts/);
    },
  );
});

describe('brokers of one database', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'docker-broker-capacity-'));
  const worlds: World[] = [];
  const OTHER = { kind: 'unix', socketPath: '/run/other.sock' } as const;

  const start = async (first?: World): Promise<World> => {
    const shared = first === undefined ? {} : { docker: first.docker, ping: null };
    const world = await openWorld({ dataDir, ping: memoryFor(3), ...shared });
    worlds.push(world);
    return world;
  };

  afterAll(async () => {
    for (const world of worlds) await world.stop();
    rmSync(dataDir, { recursive: true });
  });

  it('makes as many as there is memory for of twenty at once on two brokers (row 16)', async () => {
    const one = await start();
    const image = { exposedPorts: [{ port: 6379, protocol: 'tcp' as const }], volumes: ['/data'] };
    one.docker.addImage(OTHER, 'redis', image);
    await one.ping({ DockerHost: `unix://${OTHER.socketPath}`, ...memoryFor(ROOM - 3) });
    const brokers = [one, await start(one)];

    const answers = await Promise.all(
      brokers.flatMap((world) =>
        Array.from({ length: 10 }, () => world.provision(randomUUID(), orderOf('redis', 'small'))),
      ),
    );

    expect(answers.filter(isMade)).toHaveLength(ROOM);
    const refused = answers.filter((answer) => !isMade(answer));
    expect(refused.map(({ status, body }) => [status, body])).toEqual(Array(20 - ROOM).fill([400, NO_ROOM]));
    expect(one.docker.containers(ENDPOINT).length + one.docker.containers(OTHER).length).toBeLessThanOrEqual(ROOM);
  });

  it('count at their start what an older one has made', async () => {
    const [one] = worlds;
    if (one === undefined) throw new Error('no broker has been started');
    const forget = 'UPDATE service_instance SET memory_bytes = NULL';
    await one.broker.app.get(Database, { strict: false }).write('test', (manager) => manager.query(forget));

    const later = await start(one);

    expect(await provision(later, 'small')).toMatchObject({ status: 400, body: NO_ROOM });
  });
});
