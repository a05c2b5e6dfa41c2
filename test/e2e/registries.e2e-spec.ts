import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RecordingLogger } from '../../apps/broker/src/operations/testing/recording-logger.js';
import type { Answer } from '../support/test-broker.js';
import { orderOf, World } from '../support/world.js';

const PATH = '/admin/registries';
const HOST = 'registry.test:5000';
const DIGEST = `sha256:${'d'.repeat(64)}`;
const REF = `${HOST}/team/redis@${DIGEST}`;
const LOGIN = { userName: 'puller', password: 'registry-secret' };
const plan = (name: string, more: object): object => ({ name, plan: '100', image: `${HOST}/team/${name}`, ...more });
const IMAGES = [
  plan('private', { image: REF }),
  plan('never', { pull: 'never' }),
  plan('always', { pull: 'always' }),
  plan('missing', { pull: 'missing' }),
];

describe('images from registries', () => {
  let world: World;
  const logger = new RecordingLogger();

  beforeAll(async () => {
    world = await World.open({ images: IMAGES, logger });
    world.docker.publishImage(REF, { digests: [REF] });
    for (const name of ['always', 'missing']) world.docker.publishImage(`${HOST}/team/${name}`);
    world.docker.lockRegistry(HOST, LOGIN);
  });

  afterAll(() => world.stop());

  const put = (body: unknown = { username: LOGIN.userName, password: LOGIN.password }, host = HOST): Promise<Answer> =>
    world.broker.request('PUT', `${PATH}/${host}`, { body });
  const remove = (): Promise<Answer> => world.broker.request('DELETE', `${PATH}/${HOST}`);
  const pulls = (): number => world.docker.calls().filter((method) => method === 'pullImage').length;

  afterEach(remove);

  it('need the login that is stored, and remember by which digest they came', async () => {
    await put();

    expect(await world.provision('private', orderOf('private'))).toMatchObject({ status: 201 });
    expect(await world.get('/admin/instances/private')).toMatchObject({ body: { image_digest: DIGEST } });
  });

  it('are not to be had without it: the order fails, its user is sent to the operator, who reads what to do', async () => {
    expect(await world.provision('locked', orderOf('missing'))).toMatchObject({
      status: 500,
      body: {
        description:
          "The service's image is not available on the Docker host. Ask the operator and name the operation.",
      },
    });
    expect(logger.text()).toContain(`store one with PUT ${PATH}/${HOST}`);
  });

  it('are not to be had with another login: the operator reads that it is refused', async () => {
    await put({ username: LOGIN.userName, password: 'another' });

    expect(await world.provision('refused', orderOf('missing'))).toMatchObject({ status: 500 });
    expect(logger.text()).toContain(`correct the login with PUT ${PATH}/${HOST}`);
  });

  it('are pulled once with "missing", each time with "always", and not at all with "never"', async () => {
    await put();
    const counts: number[] = [];
    for (const [index, service] of ['missing', 'missing', 'always', 'always'].entries()) {
      const before = pulls();
      expect(await world.provision(`pulled-${index}`, orderOf(service))).toMatchObject({ status: 201 });
      counts.push(pulls() - before);
    }
    expect(counts).toEqual([1, 0, 1, 1]);

    const before = pulls();
    expect(await world.provision('never', orderOf('never'))).toMatchObject({ status: 500 });
    expect(pulls()).toBe(before);
  });

  it('and their logins are shown without passwords, under one name each', async () => {
    await put();
    await put(undefined, 'index.docker.io');

    const shown = [await world.get(PATH), await world.get(`${PATH}/${HOST}`), await world.get(`${PATH}/docker.io`)];

    expect(shown).toMatchObject([
      {
        status: 200,
        body: {
          registries: [
            { registry: 'docker.io', username: 'puller' },
            { registry: HOST, username: 'puller' },
          ],
        },
      },
      { status: 200, body: { registry: HOST, username: 'puller' } },
      { status: 200, body: { registry: 'docker.io' } },
    ]);
    expect(JSON.stringify(shown)).not.toContain(LOGIN.password);
    expect(await remove()).toMatchObject({ status: 200 });
    expect(await remove()).toMatchObject({ status: 404 });
    expect(await world.get(`${PATH}/${HOST}`)).toMatchObject({ status: 404 });
  });

  it('leave no password in the database or in logs', async () => {
    await put();
    await world.provision('logged', orderOf('always'));

    expect(await world.dump()).not.toContain(LOGIN.password);
    expect(logger.text()).toContain('login at a registry stored');
    expect(logger.text()).not.toContain(LOGIN.password);
  });

  it.each<[string, unknown, string]>([
    ['no password', { username: 'a' }, HOST],
    ['an empty password', { username: 'a', password: '' }, HOST],
    ['a user name with a colon', { username: 'a:b', password: 'x' }, HOST],
    ['no object', [], HOST],
    ['a host that is none', { username: 'a', password: 'x' }, 'a%2Fb'],
  ])('answer 400 to %s', async (_, body, host) => {
    expect(await put(body, host)).toMatchObject({ status: 400 });
  });

  it.each(['GET', 'PUT', 'DELETE'] as const)('are for administrators: %s', async (method) => {
    const options = { body: {}, headers: { authorization: undefined } };

    expect(await world.broker.request(method, `${PATH}/${HOST}`, options)).toMatchObject({ status: 401 });
  });
});
