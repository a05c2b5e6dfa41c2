import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RecordingLogger } from '../../apps/broker/src/operations/testing/recording-logger.js';
import type { Answer } from '../support/test-broker.js';
import { ENDPOINT, orderOf, pathOf, World } from '../support/world.js';

const PLAN = {
  name: 'pg',
  plan: '100',
  image: 'redis',
  generated: { username: 'postgres' },
  environment: { POSTGRES_USER: '$USERNAME', POSTGRES_PASSWORD: '$PASSWORD', POSTGRES_DB: '$DBNAME' },
  command: ['serve', '--db=$DBNAME'],
  labels: { note: '$PASSWORD' },
  readiness: { exec: ['ready', '$PASSWORD'] },
  dashboardurl: { dashboard_url: 'http://$HOST:$PORT/$DBNAME' },
  credentials: { login: [{ uri: 'pg://$USERNAME:$PASSWORD@$HOST:$PORT_6379/$DBNAME' }], port: '$PORT' },
};
const OTHER = { ...PLAN, plan: 'other', generated: {}, environment: { ...PLAN.environment, MODE: 'other' } };
const SCRIPTED = { name: 'pg', plan: 'scripted', image: 'redis' };
const ORDER = orderOf('pg');
const URI = /^pg:\/\/postgres:([A-Za-z0-9]{32})@192\.0\.2\.1:(\d+)\/([a-z][a-z0-9]{15})$/;

interface Login {
  readonly password: string;
  readonly dbname: string;
  readonly port: string;
}

describe('a service whose login is made by the broker', () => {
  const logger = new RecordingLogger();
  let world: World;
  let instanceId: string;

  beforeAll(async () => {
    world = await World.open({ images: [PLAN, OTHER, SCRIPTED], logger });
  });
  afterAll(() => world.stop());
  beforeEach(async () => {
    instanceId = randomUUID();
    await world.provision(instanceId, ORDER);
  });

  const bind = async (order = ORDER): Promise<Login> => {
    const { body } = await world.bind(instanceId, randomUUID(), order);
    const [first] = (body as { credentials: { login: { uri: string }[] } }).credentials.login;
    const [, password = '', port = '', dbname = ''] = URI.exec(first?.uri ?? '') ?? [];
    return { password, port, dbname };
  };
  const environmentOf = (suffix = ''): Readonly<Record<string, string>> => {
    const container = world.docker.containers(ENDPOINT).find(({ name }) => name === `osb-${instanceId}${suffix}`);
    return world.docker.specOf(ENDPOINT, container?.containerId ?? '').environment;
  };
  const scripts = (): readonly (readonly string[])[] =>
    world.docker
      .execs(ENDPOINT)
      .filter(({ containerName }) => containerName.startsWith(`osb-${instanceId}`))
      .map(({ command }) => command);
  const patch = (changes: object): Promise<Answer> =>
    world.broker.request('PATCH', `${pathOf(instanceId)}?accepts_incomplete=true`, {
      body: { service_id: 'pg', ...changes },
    });

  it('is started with the login that its bindings are given, and runs no script', async () => {
    const { password, dbname } = await bind();

    expect(password).not.toBe('');
    expect(environmentOf()).toEqual({ POSTGRES_USER: 'postgres', POSTGRES_PASSWORD: password, POSTGRES_DB: dbname });
    expect(scripts()).toEqual([['ready', password]]);
  });

  it('tells its dashboard, with what is the instance’s own in it', async () => {
    const { dbname, port } = await bind();

    expect((await world.provision(instanceId, ORDER)).body).toEqual({
      dashboard_url: `http://192.0.2.1:${port}/${dbname}`,
    });
  });

  it('has one login for all bindings, which unbinding does not revoke', async () => {
    const [first, second] = [await bind(), await bind()];
    const bindingId = randomUUID();
    await world.bind(instanceId, bindingId, ORDER);

    const ids = '?service_id=pg&plan_id=pg_100&accepts_incomplete=true';
    expect(await world.broker.request('DELETE', `${pathOf(instanceId, bindingId)}${ids}`)).toMatchObject({
      status: 200,
    });

    expect(second).toEqual(first);
    expect(await bind()).toEqual(first);
  });

  it('has another login than any other instance', async () => {
    const first = await bind();
    instanceId = randomUUID();
    await world.provision(instanceId, ORDER);

    const second = await bind();

    expect(second.password).not.toBe(first.password);
    expect(second.dbname).not.toBe(first.dbname);
  });

  it('keeps its login when its container is replaced, by a plan that says another name too', async () => {
    const before = await bind();

    expect(await patch({ plan_id: 'pg_other' })).toMatchObject({ status: 200 });

    expect(environmentOf('.g1')).toEqual({
      POSTGRES_USER: 'postgres',
      POSTGRES_PASSWORD: before.password,
      POSTGRES_DB: before.dbname,
      MODE: 'other',
    });
    expect(await bind(orderOf('pg', 'other'))).toEqual(before);
  });

  it('keeps its login when its context alone changes (UPD-08)', async () => {
    const before = await bind();

    expect(await patch({ context: { platform: 'cloudfoundry', instance_name: 'renamed' } })).toMatchObject({
      status: 200,
    });

    expect(await bind()).toEqual(before);
  });

  it('does not change to a plan that gives logins in another way (UPD-03)', async () => {
    const { status, body } = await patch({ plan_id: 'pg_scripted' });

    expect(status).toBe(422);
    expect(body).toMatchObject({ description: expect.stringContaining('get their login in another way') as string });
    expect(environmentOf()).toHaveProperty('POSTGRES_PASSWORD');
  });

  it('is not changed into by an instance that has no login', async () => {
    instanceId = randomUUID();
    await world.provision(instanceId, orderOf('pg', 'scripted'));

    expect(await patch({ plan_id: 'pg_100' })).toMatchObject({ status: 422 });
  });

  it('keeps the password out of labels, logs, other answers and unencrypted columns', async () => {
    const { password } = await bind();
    const shown = await Promise.all(
      [pathOf(instanceId), `/admin/instances/${instanceId}`, '/v2/catalog'].map((path) => world.get(path)),
    );

    const labels = world.docker.containers(ENDPOINT).map((container) => container.labels);
    for (const text of [JSON.stringify([shown, labels]), logger.text(), await world.dump()])
      expect(text).not.toContain(password);
    expect(shown.map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  it('leaves nothing when it is given back', async () => {
    const ids = '?service_id=pg&plan_id=pg_100&accepts_incomplete=true';

    expect(await world.broker.request('DELETE', `${pathOf(instanceId)}${ids}`)).toMatchObject({ status: 200 });

    expect(world.docker.containers(ENDPOINT).filter(({ name }) => name.includes(instanceId))).toEqual([]);
    expect(scripts()).not.toContainEqual(['/deprovision']);
  });

  it.each([
    ['without a login to fill in', { credentials: { uri: 'pg://$USERNAME' } }, 'credentials.uri: has "$USERNAME"'],
    ['for a shared container', { ...PLAN, numinstances: 5 }, 'generated: needs a container for each instance'],
    ['with a password for all', { ...PLAN, generated: { password: 'x' } }, 'generated.password: is not known'],
  ])('is not put into the catalog %s (CAT-36)', async (_, definition, words) => {
    const body = { ...definition, name: 'bad', plan: '1' };

    const answer = await world.broker.request('PUT', '/My%20Docker%20Catalog/image/bad', { body });

    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body).replaceAll('\\"', '"')).toContain(words);
  });
});
