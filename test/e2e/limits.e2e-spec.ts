import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../../libs/persistence/src/database/database.js';
import type { Answer } from '../support/test-broker.js';
import { ENDPOINT, operationOf, orderOf, pathOf, World } from '../support/world.js';

const MOST = 5;
const LIMITED = { name: 'redis', plan: 'limited', maxinstances: MOST };
const IMAGES = [
  LIMITED,
  { name: 'redis', plan: 'single', maxinstances: 1 },
  { name: 'redis', plan: 'org', maxinstancesperorg: 2 },
  { name: 'redis', plan: 'space', maxinstancesperspace: 1 },
  { name: 'redis', plan: 'shared', numinstances: 2, maxinstances: 3 },
  { name: 'redis', plan: 'free' },
];
const ADVICE = 'Delete one that is not needed and wait until it is gone, or ask the operator for a higher limit.';

const isMade = ({ status }: Answer): boolean => status === 201 || status === 202;
const refusalOf = (plan: string, words: string): object => ({
  description: `Limit reached: plan "${plan}" of "redis" allows ${words}. ${ADVICE}`,
});

describe('limits of instances', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.open({ images: IMAGES });
  });
  afterAll(() => world.stop());

  const provision = async (plan: string, changes: object = {}, id: string = randomUUID()): Promise<Answer> => {
    const answer = await world.provision(id, { ...orderOf('redis', plan), ...changes });
    if (answer.status === 202) await world.endOf(pathOf(id), operationOf(answer));
    return answer;
  };
  const remove = async (id: string, plan: string): Promise<void> => {
    const path = `${pathOf(id)}?service_id=redis&plan_id=redis_${plan}&accepts_incomplete=true`;
    const answer = await world.broker.request('DELETE', path);
    if (answer.status === 202) await world.endOf(pathOf(id), operationOf(answer));
  };
  const change = (id: string, plan: string): Promise<Answer> =>
    world.broker.request('PATCH', `${pathOf(id)}?accepts_incomplete=true`, { body: orderOf('redis', plan) });

  it('are told to whoever wants more than there may be, and leave nothing to clean up (PROV-17, T31)', async () => {
    const id = randomUUID();
    await provision('single', {}, id);
    const [containers, refusedId] = [world.docker.containers(ENDPOINT).length, randomUUID()];

    const refused = await provision('single', {}, refusedId);

    expect(refused).toMatchObject({ status: 400, body: refusalOf('single', '1 instance in all (maxinstances)') });
    expect(world.docker.containers(ENDPOINT)).toHaveLength(containers);
    expect(await world.deprovision(refusedId)).toMatchObject({ status: 410 });
    expect(await provision('single', {}, id)).toMatchObject({ status: 200 });
    await remove(id, 'single');
    expect(isMade(await provision('single'))).toBe(true);
  });

  it('are kept for each organization and for each space (T31)', async () => {
    const words = {
      org: '2 instances in one organization (maxinstancesperorg)',
      space: '1 instance in one space (maxinstancesperspace)',
    };
    for (const space_guid of ['s1', 's2']) expect(isMade(await provision('org', { space_guid }))).toBe(true);
    for (const space_guid of ['s1', 's2']) expect(isMade(await provision('space', { space_guid }))).toBe(true);

    expect(await provision('org', { space_guid: 's3' })).toMatchObject({
      status: 400,
      body: refusalOf('org', words.org),
    });
    expect(await provision('space', { space_guid: 's1' })).toMatchObject({
      status: 400,
      body: refusalOf('space', words.space),
    });
    expect(isMade(await provision('org', { organization_guid: 'other' }))).toBe(true);
    expect(isMade(await provision('space', { space_guid: 's3' }))).toBe(true);
  });

  it('count instances that share containers', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => provision('shared')));

    expect(answers.filter(isMade)).toHaveLength(3);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(3);
  });

  it('refuse an update to a plan that is full, which may be asked for again (UPD-10, CCR-12)', async () => {
    const [id, occupant] = [randomUUID(), randomUUID()];
    const space_guid = 'updates';
    await provision('free', { space_guid }, id);
    await provision('space', { space_guid }, occupant);

    const refused = await change(id, 'space');

    const words = '1 instance in one space (maxinstancesperspace)';
    expect(refused).toMatchObject({ status: 422, body: refusalOf('space', words) });
    expect(refused.body).not.toHaveProperty('update_repeatable');
    expect((await world.get(pathOf(id))).body).toMatchObject({ plan_id: 'redis_free' });
    await remove(occupant, 'space');
    const answer = await change(id, 'space');
    if (answer.status === 202) await world.endOf(pathOf(id), operationOf(answer));
    expect((await world.get(pathOf(id))).body).toMatchObject({ plan_id: 'redis_space' });
  });

  it.each(['Maxinstances', 'Maxinstancesperorg', 'Maxinstancesperspace'])(
    'can be set over REST: %s, which counts what is there already',
    async (setting) => {
      const put = (value: unknown): Promise<Answer> =>
        world.broker.request('PUT', '/My%20Docker%20Catalog/image/redis', {
          body: { Plan: setting, [setting]: value },
        });
      expect(await put(null)).toMatchObject({ status: 200 });
      for (let count = 0; count < 2; count += 1) expect(isMade(await provision(setting))).toBe(true);

      for (const wrong of [0, 1.5, '5', 1_000_001]) {
        const description = expect.stringContaining('a whole number from 1 to 1000000') as string;
        expect(await put(wrong)).toMatchObject({ status: 400, body: { description } });
      }
      expect(await put(1)).toMatchObject({ status: 200 });
      expect(await provision(setting)).toMatchObject({ status: 400 });
      expect(await put(3)).toMatchObject({ status: 200 });
      expect(isMade(await provision(setting))).toBe(true);
    },
  );
});

describe('brokers of one database', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'docker-broker-limits-'));
  const worlds: World[] = [];

  const start = async (first?: World): Promise<World> => {
    const shared = first === undefined ? {} : { docker: first.docker, ping: null };
    const world = await World.open({ images: [LIMITED], dataDir, ...shared });
    worlds.push(world);
    return world;
  };

  afterAll(async () => {
    for (const world of worlds) await world.stop();
    rmSync(dataDir, { recursive: true });
  });

  it('makes as many as there may be of twenty at once on two brokers (T31, row 84)', async () => {
    const one = await start();
    const brokers = [one, await start(one)];

    const answers = await Promise.all(
      brokers.flatMap((world) =>
        Array.from({ length: 10 }, () => world.provision(randomUUID(), orderOf('redis', 'limited'))),
      ),
    );

    expect(answers.filter(isMade)).toHaveLength(MOST);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(20 - MOST);
  });

  it('know at their start whose instances are that an older one has made', async () => {
    const [one] = worlds;
    if (one === undefined) throw new Error('no broker has been started');
    const forget = 'UPDATE service_instance SET organization_key = NULL, space_key = NULL';
    await one.broker.app.get(Database, { strict: false }).write('test', (manager) => manager.query(forget));
    const later = await start(one);
    const put = { body: { Plan: 'limited', Maxinstancesperorg: MOST } };
    await later.broker.request('PUT', '/My%20Docker%20Catalog/image/redis', put);

    const order = (organization_guid: string): Promise<Answer> =>
      later.provision(randomUUID(), { ...orderOf('redis', 'limited'), organization_guid });

    expect(await order('org')).toMatchObject({ status: 400 });
    expect(isMade(await order('other'))).toBe(true);
  });
});
