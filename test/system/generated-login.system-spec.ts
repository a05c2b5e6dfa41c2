import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectToService } from '../support/connect-to-service.js';
import type { ServiceConnection } from '../support/connect-to-service.js';
import { askEngine, findContainers, findVolumes, restartContainer } from '../support/engine.js';
import { credentialsOf } from '../support/osb-client.js';
import type { Credentials } from '../support/osb-client.js';
import { pollUntil } from '../support/poll-until.js';
import { TestSystem } from '../support/test-system.js';

/** As docs/plans.md has it, and with a parameter. */
const PLAN = {
  name: 'postgres',
  plan: '100',
  image: 'docker-broker-test/official',
  generated: {},
  environment: { POSTGRES_USER: '$USERNAME', POSTGRES_PASSWORD: '$PASSWORD', POSTGRES_DB: '$DBNAME' },
  parameterEnvironment: { workmem: 'WORK_MEM' },
  credentials: { uri: 'postgres://$USERNAME:$PASSWORD@$HOST:$PORT_5432/$DBNAME', password: '$PASSWORD' },
};
const SERVICE = PLAN.name;

/** The example itself; of its image there is ours alone here, which keeps its data elsewhere. */
function readRedisPlan(): object {
  const markdown = readFileSync(join(import.meta.dirname, '../../docs/plans.md'), 'utf8');
  const examples = [...markdown.matchAll(/```json\n(.*?)```/gs)].map(
    ([, text = '']) => JSON.parse(text.replace('appendonly yes', 'appendonly yes\\ndir /var/lib/redis')) as object,
  );
  const plan = examples.find((one) => (one as { name: string }).name === 'redis-official');
  return { ...plan, image: 'docker-broker/redis', plan: '100', volumes: ['/var/lib/redis'] };
}

interface Container {
  readonly Id: string;
  readonly Config: { readonly Env: readonly string[]; readonly Labels: object };
}

async function inspectOnly(instanceId: string): Promise<Container> {
  const ids = await findContainers(instanceId);
  expect(ids).toHaveLength(1);
  return (await askEngine('GET', `/containers/${ids[0] ?? ''}/json`)).body as Container;
}

describe('an image of a registry, without scripts', () => {
  const open: ServiceConnection[] = [];
  let system: TestSystem;
  let instanceId: string;
  let credentials: Credentials;

  beforeAll(async () => {
    system = await TestSystem.start({ brokerEnv: { BROKER_SERVICES_IMAGES: JSON.stringify([PLAN, readRedisPlan()]) } });
    instanceId = system.newInstanceId();
  });
  afterAll(async () => {
    await Promise.all(open.map((connection) => connection.close()));
    await system.remove();
  });

  const connect = async (login = credentials): Promise<ServiceConnection> => {
    const connection = await connectToService(SERVICE, login);
    open.push(connection);
    return connection;
  };

  it('serves a client with the login of its bindings as soon as it counts as made', async () => {
    expect(await system.client.provision(instanceId, SERVICE, { workmem: '5MB' })).toMatchObject({ status: 201 });
    credentials = credentialsOf(await system.client.bind(instanceId, `${instanceId}-1`, SERVICE));

    const connection = await connect();
    await connection.write('before all updates');

    expect(await connection.read()).toBe('before all updates');
  });

  it('lets nobody in with another password', async () => {
    const { uri = '', password = '' } = credentials;

    await expect(connect({ uri: uri.replace(password, 'x'.repeat(32)) })).rejects.toThrow('authentication failed');
  });

  it('has the login and the parameter in its environment, and nowhere else', async () => {
    const { password = '' } = credentials;

    const { Config } = await inspectOnly(instanceId);

    expect(Config.Env).toEqual(expect.arrayContaining([`POSTGRES_PASSWORD=${password}`, 'WORK_MEM=5MB']));
    expect(JSON.stringify(Config.Labels)).not.toContain(password);
    expect(system.broker.output.join('\n')).not.toContain(password);
  });

  it('keeps data and login when a parameter replaces its container', async () => {
    const [before, volumes] = [await inspectOnly(instanceId), await findVolumes(instanceId)];

    expect(await system.client.update(instanceId, SERVICE, { parameters: { workmem: '6MB' } })).toMatchObject({
      status: 200,
    });

    const after = await inspectOnly(instanceId);
    expect(after.Id).not.toBe(before.Id);
    expect(after.Config.Env).toContain('WORK_MEM=6MB');
    expect(await findVolumes(instanceId)).toEqual(volumes);
    expect(await (await connect()).read()).toBe('before all updates');
  });

  it('keeps both over a restart of the container', async () => {
    await restartContainer(instanceId);

    const connection = await pollUntil('the restarted service', () => connect());
    expect(await connection.read()).toBe('before all updates');
  });

  it('takes its password from the shell, as docs/plans.md has it for Redis', async () => {
    const redis = system.newInstanceId();
    expect(await system.client.provision(redis, 'redis-official')).toMatchObject({ status: 201 });
    const login = credentialsOf(await system.client.bind(redis, `${redis}-1`, 'redis-official'));

    const connection = await connectToService('redis', login);
    open.push(connection);
    await connection.write('kept');

    expect(await connection.read()).toBe('kept');
    expect(login['uri']).toMatch(/^redis:\/\/default:\w{32}@/);
    const wrong = { uri: login['uri']?.replace(/:\w{32}@/, ':wrong@') ?? '' };
    await expect(connectToService('redis', wrong)).rejects.toThrow();
  });

  it('leaves nothing when it is given back', async () => {
    expect(await system.client.unbind(instanceId, `${instanceId}-1`, SERVICE)).toMatchObject({ status: 200 });
    expect(await system.client.deprovision(instanceId, SERVICE)).toMatchObject({ status: 200 });

    expect(await findContainers(instanceId)).toEqual([]);
    expect(await findVolumes(instanceId)).toEqual([]);
  });
});
