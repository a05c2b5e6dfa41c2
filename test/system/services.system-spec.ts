import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectToService } from '../support/connect-to-service.js';
import type { ServiceConnection } from '../support/connect-to-service.js';
import { findContainers, findHostPorts, findVolumes, restartContainer } from '../support/engine.js';
import { credentialsOf } from '../support/osb-client.js';
import type { Credentials } from '../support/osb-client.js';
import { pollUntil } from '../support/poll-until.js';
import { TestSystem } from '../support/test-system.js';

const SERVICES = ['logs', 'mysql', 'mysqlstatic', 'postgresql', 'rabbitmq', 'redis', 'tarantool'];

let system: TestSystem;
beforeAll(async () => {
  system = await TestSystem.start();
});
afterAll(() => system.remove());

describe.each(SERVICES)('service %s', (service) => {
  const isStatic = service === 'mysqlstatic';
  const open: ServiceConnection[] = [];
  let instanceId: string;
  let one: Credentials;
  let two: Credentials;

  const connect = async (credentials: Credentials): Promise<ServiceConnection> => {
    const connection = await connectToService(service, credentials);
    open.push(connection);
    return connection;
  };

  beforeAll(async () => {
    instanceId = await system.newInstance(service);
    one = credentialsOf(await system.client.bind(instanceId, `${instanceId}-1`, service));
    two = credentialsOf(await system.client.bind(instanceId, `${instanceId}-2`, service));
  });
  afterAll(() => Promise.all(open.map((connection) => connection.close())));

  it('gives each binding credentials under the names that clients look for', () => {
    for (const credentials of [one, two]) {
      const { uri, username, user, password, host, port, database } = credentials;
      expect([uri, username, user, password, host, port, database]).not.toContain(undefined);
      expect(JSON.stringify(credentials)).not.toContain('$');
      expect(new URL(uri ?? '')).toMatchObject({ username, password, hostname: host, port });
    }
    expect(one['password'] === two['password']).toBe(isStatic);
  });

  it('shows one binding what another one wrote', async () => {
    const [writer, reader] = [await connect(one), await connect(two)];

    await writer.write('from one');
    expect(await reader.read()).toBe('from one');
    await reader.write('from two');
    expect(await writer.read()).toBe('from two');
  });

  if (!isStatic)
    it('refuses a login as soon as its binding is gone, and no other', async () => {
      const [revoked, kept] = [await connect(one), await connect(two)];

      expect(await system.client.unbind(instanceId, `${instanceId}-1`, service)).toMatchObject({ status: 200 });

      await expect(revoked.read()).rejects.toThrow();
      await expect(connectToService(service, one)).rejects.toThrow();
      await kept.write('after the unbind');
      expect(await (await connect(two)).read()).toBe('after the unbind');
      expect(await system.client.findBinding(instanceId, `${instanceId}-1`)).toMatchObject({ status: 404 });
      expect(await system.client.unbind(instanceId, `${instanceId}-1`, service)).toMatchObject({ status: 410 });
    });

  it('keeps its port, its data and its login when its container restarts', async () => {
    await (await connect(two)).write('before the restart');
    const before = await findHostPorts(instanceId);

    await restartContainer(instanceId);

    const again = await pollUntil(`${service} after its restart`, () => connect(two));
    expect(await again.read()).toBe('before the restart');
    expect(await findHostPorts(instanceId)).toEqual(before);
  });

  if (!isStatic)
    it('refuses the revoked login after the restart as well', async () => {
      await expect(connectToService(service, one)).rejects.toThrow();
    });

  it('leaves nothing when it is given back', async () => {
    expect(await findVolumes(instanceId)).not.toHaveLength(0);

    expect(await system.client.deprovision(instanceId, service)).toMatchObject({ status: 200 });

    expect(await findContainers(instanceId)).toEqual([]);
    expect(await findVolumes(instanceId)).toEqual([]);
    expect(await system.client.findInstance(instanceId)).toMatchObject({ status: 404 });
    expect(await system.client.findBinding(instanceId, `${instanceId}-2`)).toMatchObject({ status: 404 });
    expect(await system.client.deprovision(instanceId, service)).toMatchObject({ status: 410, body: {} });
    await expect(connectToService(service, two)).rejects.toThrow();
  });
});
