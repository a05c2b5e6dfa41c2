import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ComposeProject } from '../support/compose-project.js';
import { connectToService } from '../support/connect-to-service.js';
import { findContainers, removeLeftovers } from '../support/engine.js';
import { credentialsOf } from '../support/osb-client.js';
import { pollUntil } from '../support/poll-until.js';

describe('docker-compose up', () => {
  let project: ComposeProject;
  const instanceIds: string[] = [];
  const becomesHealthy = (service: string): Promise<true> =>
    pollUntil(`${service} to be healthy`, async () => (await project.look(service)).health === 'healthy');

  beforeAll(async () => {
    project = await ComposeProject.up();
    await becomesHealthy('agent');
  });
  afterAll(async () => {
    await project.remove();
    for (const instanceId of instanceIds) await removeLeftovers(instanceId);
    await project.removeTenantNetwork();
  });

  const newInstanceId = (): string => {
    const instanceId = randomUUID();
    instanceIds.push(instanceId);
    return instanceId;
  };

  const expectToServe = async (instanceId: string, service: string): Promise<void> => {
    const credentials = credentialsOf(await project.client.bind(instanceId, `${instanceId}-1`, service));
    const connection = await connectToService(service, credentials);
    await connection.write(instanceId);
    expect(await connection.read()).toBe(instanceId);
    await connection.close();
    expect(await project.client.unbind(instanceId, `${instanceId}-1`, service)).toMatchObject({ status: 200 });
  };

  /** Orders as many as both brokers get some of, and kills one in the middle. */
  const expectOrdersToSurvive = async (victim: string): Promise<void> => {
    const ids = Array.from({ length: 6 }, newInstanceId);
    const orders = ids.map((instanceId) => project.client.provision(instanceId, 'redis'));
    await pollUntil('a container', async () => (await Promise.all(ids.map(findContainers))).flat().length > 0);

    await project.kill(victim);

    for (const { status } of await Promise.all(orders)) expect([200, 201]).toContain(status);
    for (const instanceId of ids) expect(await findContainers(instanceId)).toHaveLength(1);
    for (const instanceId of ids.slice(0, 2)) await expectToServe(instanceId, 'redis');
    for (const instanceId of ids)
      expect(await project.client.deprovision(instanceId, 'redis')).toMatchObject({ status: 200 });
    expect((await project.look(victim)).status).toBe('exited');
  };

  it.each(['redis', 'postgresql'])('serves %s at the one address', async (service) => {
    const instanceId = newInstanceId();

    expect(await project.client.provision(instanceId, service)).toMatchObject({ status: 201 });

    await expectToServe(instanceId, service);
    expect(await project.client.deprovision(instanceId, service)).toMatchObject({ status: 200 });
    expect(await findContainers(instanceId)).toEqual([]);
  });

  it('runs nobody as root, and everybody healthy', async () => {
    for (const service of ['broker-1', 'broker-2', 'agent']) {
      await becomesHealthy(service);
      expect(await project.look(service)).toMatchObject({ user: 'docker-broker' });
    }
    expect(await project.look('proxy')).toMatchObject({ status: 'running', user: 'haproxy' });
    expect(await project.look('postgresql')).toMatchObject({ health: 'healthy', user: 'postgres' });
  });

  it('finishes orders while one broker is killed', () => expectOrdersToSurvive('broker-1'));

  it('lets that one in again, and finishes orders while the other one is killed', async () => {
    await project.compose('start', 'broker-1');
    await becomesHealthy('broker-1');

    await expectOrdersToSurvive('broker-2');
  });

  it('says so when no broker is left', async () => {
    await project.kill('broker-1');

    const answer = await pollUntil('the proxy to notice', async () => {
      const { status, body } = await project.client.request('GET', '/v2/catalog');
      return status === 503 && body;
    });

    expect(answer).toEqual({ description: 'No broker answers.' });
  });

  it('ends brokers and agent in order when they are stopped', async () => {
    await project.compose('start', 'broker-1', 'broker-2');
    await Promise.all([becomesHealthy('broker-1'), becomesHealthy('broker-2')]);

    await project.compose('stop', 'broker-2', 'agent');

    for (const service of ['broker-2', 'agent'])
      expect(await project.look(service)).toMatchObject({ status: 'exited', exitCode: 0 });
  });

  it('leaves nothing behind but what was ordered', async () => {
    const instanceId = newInstanceId();
    // The proxy cuts what is on its way to a broker at the moment that it misses it: platforms ask again.
    await pollUntil('the order to be served', async () => {
      const answer = await project.client.provision(instanceId, 'redis').catch(() => undefined);
      return [200, 201].includes(answer?.status ?? 0);
    });

    await project.remove();

    expect(await project.count()).toEqual([0, 0, 0]);
    expect(await findContainers(instanceId)).toHaveLength(1);
  });
});
