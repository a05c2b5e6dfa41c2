import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ServiceStore } from '#persistence';
import { Gate } from '../../apps/broker/src/operations/testing/gate.js';
import type { Answer } from '../support/test-broker.js';
import { basic, orderOf, pathOf, World } from '../support/world.js';

const OPERATOR = basic('operator', 'operators-password');
const STRICT = {
  BROKER_ACCESS_ADMIN_USER: 'operator',
  BROKER_ACCESS_ADMIN_PASSWORD: 'operators-password',
  BROKER_ACCESS_AGENT_USER: 'agent',
  BROKER_ACCESS_AGENT_PASSWORD: 'agents-password',
  BROKER_ACCESS_SHAREDPAIR: 'false',
  BROKER_ACCESS_AGENTSNEEDTOKEN: 'true',
};
const SOCKET = 'unix:///run/docker.sock';

describe('a broker that takes no shared password', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.open({ env: STRICT, ping: null });
  });
  afterAll(() => world.stop());

  const tokenFor = async (body: object): Promise<string> => {
    const answer = await world.broker.request('POST', '/admin/tokens', { headers: { authorization: OPERATOR }, body });
    return `Bearer ${(answer.body as { token: string }).token}`;
  };
  const ping = (authorization: string, fields: object = {}): Promise<Answer> =>
    world.ping(fields, { headers: { authorization } });

  it('does not know the pair of the original any more', async () => {
    expect(await world.get('/v2/catalog')).toMatchObject({ status: 401 });
    expect(await world.ping()).toMatchObject({ status: 401 });
  });

  it('hears of no host that no administrator has made a token for (T7)', async () => {
    const before = await world.dumpAll();

    expect(await ping(basic('agent', 'agents-password'))).toMatchObject({
      status: 403,
      body: {
        description: 'This broker takes agents by a token alone. Have an administrator make one for this host.',
      },
    });
    expect(await ping(OPERATOR)).toMatchObject({ status: 403 });
    expect(await world.dumpAll()).toBe(before);
  });

  it('serves platforms and hosts by their tokens', async () => {
    const [agent, platform] = await Promise.all([
      tokenFor({ name: 'host', role: 'agent', dockerHost: SOCKET }),
      tokenFor({ name: 'cf', role: 'platform' }),
    ]);
    const body = { ...orderOf('redis'), organization_guid: 'o', space_guid: 's' };

    expect(await ping(agent)).toMatchObject({ status: 200 });
    expect(await ping(agent, { DockerHost: '127.0.0.1', DockerPort: 2375 })).toMatchObject({ status: 403 });
    expect(
      await world.broker.request('PUT', pathOf('i'), { headers: { authorization: platform }, body }),
    ).toMatchObject({ status: 201 });
  });
});

describe('a broker that nobody could administrate', () => {
  it('does not start, and says what to do', async () => {
    await expect(World.open({ env: { BROKER_ACCESS_SHAREDPAIR: 'false' }, ping: null })).rejects.toThrow(
      /access\.sharedPair: false leaves nobody who could administrate/,
    );
  });
});

describe('a flood of wrong passwords', () => {
  it('is told to come later, and keeps nobody out who is known (T4)', async () => {
    const world = await World.open();
    const gate = new Gate();
    const services = world.broker.app.get(ServiceStore, { strict: false });
    const identity = await services.identity();
    // No slow hash: what is to be seen is who waits for it.
    vi.spyOn(services, 'identity').mockImplementation(async () => {
      await gate.opened;
      return { ...identity, passwordHash: '' };
    });
    const guess = (index: number): Promise<Answer> =>
      world.broker.request('GET', '/v2/catalog', { headers: { authorization: basic('admin', `guess ${index}`) } });

    const guesses = Array.from({ length: 20 }, (_, index) => guess(index));
    await guesses[19];
    expect(await world.get('/v2/catalog')).toMatchObject({ status: 200 });
    gate.open();

    const answers = await Promise.all(guesses);
    const busy = answers.filter(({ status }) => status === 429);
    expect(busy).toHaveLength(12);
    expect(busy[0]).toMatchObject({
      body: { description: 'Too many logins wait to be checked. Try again in a moment.' },
      headers: { 'retry-after': '1' },
    });
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(8);
    await world.stop();
  });
});
