import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectToService } from '../support/connect-to-service.js';
import { DatabaseServer } from '../support/database-server.js';
import { findContainers, findVolumes } from '../support/engine.js';
import { expectToServe } from '../support/expect-to-serve.js';
import { findFreePort } from '../support/free-ports.js';
import { credentialsOf, OsbClient } from '../support/osb-client.js';
import { pollUntil } from '../support/poll-until.js';
import type { Program } from '../support/program.js';
import { TestSystem } from '../support/test-system.js';

const DATABASES = [
  { driver: 'sqlite3', service: undefined },
  { driver: 'postgres', service: 'postgresql' },
  { driver: 'mysql', service: 'mysql' },
] as const;

describe.each(DATABASES)('two brokers on one database: $driver', ({ driver, service }) => {
  let server: DatabaseServer | undefined;
  let system: TestSystem;
  let second: OsbClient;
  let other: Program;

  beforeAll(async () => {
    server = service === undefined ? undefined : await DatabaseServer.start(service);
    system = await TestSystem.prepare({ brokerEnv: await toEnvironment(driver, server) });
    const port = await findFreePort();
    second = new OsbClient(port);
    // At the same moment, while the database is empty.
    other = system.launchBroker({ VCAP_APP_PORT: String(port) });
    await system.startBroker();
    await other.said('listening');
    await system.startAgent();
  });
  afterAll(async () => {
    await system.remove();
    await server?.remove();
  });

  it('serve', () => expectToServe(system, 'redis'));

  it('answer as one', async () => {
    const instanceId = system.newInstanceId();

    expect(await system.client.provision(instanceId, 'redis')).toMatchObject({ status: 201 });
    const credentials = credentialsOf(await second.bind(instanceId, `${instanceId}-1`, 'redis'));
    await (await connectToService('redis', credentials)).close();
    expect(await system.client.unbind(instanceId, `${instanceId}-1`, 'redis')).toMatchObject({ status: 200 });
    expect(await second.deprovision(instanceId, 'redis')).toMatchObject({ status: 200 });
    expect(await system.client.deprovision(instanceId, 'redis')).toMatchObject({ status: 410 });
  });

  it('make one container of one order that reaches both, and no port twice', async () => {
    const ids = Array.from({ length: 6 }, () => system.newInstanceId());

    const answers = await Promise.all(
      ids.flatMap((id) => [system.client.provision(id, 'redis'), second.provision(id, 'redis')]),
    );

    for (const { status } of answers) expect([200, 201]).toContain(status);
    for (const id of ids) expect(await findContainers(id)).toHaveLength(1);
    await Promise.all(ids.flatMap((id) => [system.client.deprovision(id, 'redis'), second.deprovision(id, 'redis')]));
    for (const id of ids) expect([...(await findContainers(id)), ...(await findVolumes(id))]).toEqual([]);
  });

  it('show an image that one was given in the catalog of the other', async () => {
    const image = { Name: `image-of-${driver}`, Plan: '100', Numinstances: 1 };
    await system.client.request('PUT', `/My%20Docker%20Catalog/image/${image.Name}`, image);

    const { body } = await second.request('GET', '/v2/catalog');

    expect(JSON.stringify(body)).toContain(image.Name);
  });

  if (service !== undefined)
    it('say 503 while the database is away, and go on when it is back', async () => {
      const instanceId = system.newInstanceId();
      expect(await system.client.provision(instanceId, 'redis')).toMatchObject({ status: 201 });

      await server?.pause();
      expect(await system.client.findInstance(instanceId)).toMatchObject({ status: 503 });
      expect(await second.provision(system.newInstanceId(), 'redis')).toMatchObject({ status: 503 });
      await server?.resume();

      await pollUntil('the brokers', async () => (await system.client.findInstance(instanceId)).status === 200);
      await pollUntil('the host', async () => (await second.bind(instanceId, `${instanceId}-1`, 'redis')).status < 202);
      expect(await second.deprovision(instanceId, 'redis')).toMatchObject({ status: 200 });
      await pollUntil('a placement', () => expectToServe(system, 'redis').then(() => true));
    });

  it('take over what the other one left when it was killed', async () => {
    const instanceId = system.newInstanceId();
    const hungUp = second.provision(instanceId, 'redis').catch(() => undefined);
    await pollUntil('the container', async () => (await findContainers(instanceId)).length === 1);

    await other.stop('SIGKILL');
    await hungUp;

    expect(await system.client.endOfOperation(instanceId)).toMatchObject({ body: { state: 'succeeded' } });
    expect(await findContainers(instanceId)).toHaveLength(1);
    expect(await system.client.deprovision(instanceId, 'redis')).toMatchObject({ status: 200 });
  });
});

async function toEnvironment(driver: string, server: DatabaseServer | undefined): Promise<Record<string, string>> {
  if (server === undefined) return {};
  const { host, port, user, password, database } = await server.newDatabase();
  return {
    BROKER_PERSISTER_DRIVER: driver,
    BROKER_PERSISTER_HOST: host,
    BROKER_PERSISTER_PORT: String(port),
    BROKER_PERSISTER_USER: user,
    BROKER_PERSISTER_PASSWORD: password,
    BROKER_PERSISTER_DATABASE: database,
  };
}
