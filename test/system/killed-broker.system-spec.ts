import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectToService } from '../support/connect-to-service.js';
import { findContainers, findVolumes, runInContainer } from '../support/engine.js';
import { credentialsOf, stateOf } from '../support/osb-client.js';
import { TestSystem } from '../support/test-system.js';
import { watchContainers } from '../support/watch-containers.js';

let system: TestSystem;
beforeAll(async () => {
  system = await TestSystem.start();
});
afterAll(() => system.remove());

/** The platform's request dies with the broker, which then comes back on the same folder. */
async function killWhile(request: Promise<unknown>, afterMs: number): Promise<void> {
  const hungUp = request.catch(() => undefined);
  await sleep(afterMs);
  await system.broker.stop('SIGKILL');
  await hungUp;
  await system.startBroker();
}

describe('a broker killed in the middle of a provision', () => {
  /** Ended well, with one container that serves. */
  const expectInstance = async (instanceId: string, service: string): Promise<void> => {
    expect(stateOf(await system.client.endOfOperation(instanceId))).toBe('succeeded');
    const credentials = credentialsOf(await system.client.bind(instanceId, `${instanceId}-1`, service));
    const connection = await connectToService(service, credentials);
    await connection.write('served');
    await connection.close();
    expect(await findContainers(instanceId)).toHaveLength(1);
  };

  const expectNothing = async (instanceId: string): Promise<void> => {
    expect(await findContainers(instanceId)).toEqual([]);
    expect(await findVolumes(instanceId)).toEqual([]);
    expect(await system.client.findInstance(instanceId)).toMatchObject({ status: 404 });
  };

  it.each([
    { service: 'redis', afterMs: 0 },
    { service: 'redis', afterMs: 30 },
    { service: 'postgresql', afterMs: 90 },
    { service: 'redis', afterMs: 180 },
    { service: 'mysqlstatic', afterMs: 300 },
    { service: 'redis', afterMs: 420 },
    { service: 'postgresql', afterMs: 550 },
    { service: 'mysql', afterMs: 700 },
  ])('ends it by itself when it is back: $service after $afterMs ms', async ({ service, afterMs }) => {
    const instanceId = system.newInstanceId();
    const watch = watchContainers(instanceId);

    await killWhile(system.client.provision(instanceId, service), afterMs);
    const isKnown = (await system.client.endOfOperation(instanceId)).status === 200;

    if (isKnown) await expectInstance(instanceId, service);
    expect(await system.client.deprovision(instanceId, service)).toMatchObject({ status: isKnown ? 200 : 410 });
    expect(await watch.stop()).toEqual({ most: isKnown ? 1 : 0 });
    await expectNothing(instanceId);
  });

  it.each([20, 250, 600])(
    'gives everything back when the platform deletes after %i ms instead of waiting',
    async (afterMs) => {
      const instanceId = system.newInstanceId();

      await killWhile(system.client.provision(instanceId, 'redis'), afterMs);
      const { status } = await system.client.deprovision(instanceId, 'redis');

      expect([200, 410]).toContain(status);
      await expectNothing(instanceId);
    },
  );

  it.each([0, 100, 300])('goes on with a deletion that it had begun %i ms before', async (afterMs) => {
    const instanceId = await system.newInstance('redis');

    await killWhile(system.client.deprovision(instanceId, 'redis'), afterMs);
    await system.client.endOfOperation(instanceId);
    const { status } = await system.client.deprovision(instanceId, 'redis');

    expect([200, 410]).toContain(status);
    await expectNothing(instanceId);
  });
});

describe('a broker killed in the middle of a bind', () => {
  let instanceId: string;
  beforeAll(async () => {
    instanceId = await system.newInstance('redis');
  });

  /** All but those that the image itself has. */
  const countLogins = async (): Promise<number> => {
    const users = await runInContainer(instanceId, ['cat', '/var/lib/redis/users.acl']);
    return users.split('\n').filter((line) => /^user (?!default |lifecycle-scripts )/.test(line)).length;
  };

  const expectBinding = async (bindingId: string): Promise<void> => {
    expect(stateOf(await system.client.endOfOperation(instanceId, bindingId))).toBe('succeeded');
    const credentials = credentialsOf(await system.client.findBinding(instanceId, bindingId));
    await (await connectToService('redis', credentials)).close();
  };

  it.each([0, 20, 50, 90, 140, 200, 300])('ends it by itself when it is back, after %i ms', async (afterMs) => {
    const bindingId = `${instanceId}-${afterMs}`;

    await killWhile(system.client.bind(instanceId, bindingId, 'redis'), afterMs);
    const isKnown = (await system.client.endOfOperation(instanceId, bindingId)).status === 200;

    expect(await countLogins()).toBe(isKnown ? 1 : 0);
    if (isKnown) await expectBinding(bindingId);
    expect(await system.client.unbind(instanceId, bindingId, 'redis')).toMatchObject({ status: isKnown ? 200 : 410 });
    expect(await countLogins()).toBe(0);
  });

  it('serves the instance as before', async () => {
    const credentials = credentialsOf(await system.client.bind(instanceId, `${instanceId}-last`, 'redis'));
    const connection = await connectToService('redis', credentials);
    await connection.write('still here');

    expect(await connection.read()).toBe('still here');
    await connection.close();
  });
});
