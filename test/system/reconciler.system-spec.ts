import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectToService } from '../support/connect-to-service.js';
import { askEngine, findContainers } from '../support/engine.js';
import { credentialsOf } from '../support/osb-client.js';
import { pollUntil } from '../support/poll-until.js';
import { TestSystem } from '../support/test-system.js';

const EVERY_SECOND = { BROKER_RECONCILER_EVERYSECONDS: '1', BROKER_RECONCILER_SIGHTINGSECONDS: '2' };

interface Listed {
  readonly id: string;
  readonly verdict: string;
}

interface Inspected {
  readonly State: { readonly Running: boolean };
  readonly Config: { readonly Labels: Readonly<Record<string, string>> };
}

describe('the reconciler', () => {
  const added: string[] = [];
  let system: TestSystem;
  beforeAll(async () => {
    system = await TestSystem.start({ brokerEnv: EVERY_SECOND });
  });
  afterAll(async () => {
    for (const containerId of added) await askEngine('DELETE', `/containers/${containerId}?force=1&v=1`);
    await system.remove();
  });

  const inspect = async (containerId: string): Promise<Inspected | undefined> => {
    const { status, body } = await askEngine('GET', `/containers/${containerId}/json`);
    return status === 200 ? (body as Inspected) : undefined;
  };
  const containerOf = async (instanceId: string): Promise<string> => (await findContainers(instanceId))[0] ?? '';
  const create = async (labels: Readonly<Record<string, string>>): Promise<string> => {
    const name = `reconciler-${randomUUID().slice(0, 8)}`;
    const spec = { Image: 'docker-broker/redis', Labels: labels };
    const { status, body } = await askEngine('POST', `/containers/create?name=${name}`, spec);
    if (status !== 201) throw new Error(`There is no container: ${status} ${JSON.stringify(body)}`);
    const { Id } = body as { Id: string };
    added.push(Id);
    return Id;
  };
  const orphans = async (): Promise<readonly Listed[]> =>
    ((await system.client.request('GET', '/admin/orphans')).body as { orphans: Listed[] }).orphans;

  it('starts a container that was stopped by hand, and its service is there again (row 71)', async () => {
    const instanceId = await system.newInstance('redis');
    const credentials = credentialsOf(await system.client.bind(instanceId, `${instanceId}-1`, 'redis'));
    const containerId = await containerOf(instanceId);

    await askEngine('POST', `/containers/${containerId}/stop?t=5`);
    await pollUntil('the container', async () => (await inspect(containerId))?.State.Running);

    await system.broker.said('container was down and is started');
    const connection = await pollUntil('the service', () => connectToService('redis', credentials));
    await connection.close();
    expect(await system.client.deprovision(instanceId, 'redis')).toMatchObject({ status: 200 });
  });

  it('starts a container that died, though its plan says restart "no" (ADR 0026)', async () => {
    const plan = { name: 'at-rest', plan: '100', image: 'docker-broker/redis:latest', restart: 'no' };
    const stored = await system.client.request('PUT', '/My%20Docker%20Catalog/image/at-rest', plan);
    expect(stored).toMatchObject({ status: 200 });
    const instanceId = await system.newInstance('at-rest');
    const containerId = await containerOf(instanceId);
    expect(await inspect(containerId)).toMatchObject({ HostConfig: { RestartPolicy: { Name: 'no' } } });

    await askEngine('POST', `/containers/${containerId}/kill`);
    const told = await pollUntil('the start', () => {
      const lines = system.broker.log().filter((line) => line['containerId'] === containerId);
      return lines.find(({ message = '' }) => message.startsWith('container was down'));
    });

    expect(told).toMatchObject({ message: 'container was down and is started', instanceId, tries: 1 });
    expect(await inspect(containerId)).toMatchObject({ State: { Running: true } });
    expect(await system.client.deprovision(instanceId, 'at-rest')).toMatchObject({ status: 200 });
  });

  it('tells of a container that was removed by hand, and makes no other in its place (row 70)', async () => {
    const instanceId = await system.newInstance('redis');

    await askEngine('DELETE', `/containers/${await containerOf(instanceId)}?force=1`);
    await system.broker.said('instance is lost: its host has no such container');

    expect(await system.client.bind(instanceId, `${instanceId}-1`, 'redis')).toMatchObject({ status: 500 });
    expect(await findContainers(instanceId)).toEqual([]);
    expect(await system.client.request('GET', '/admin/orphans')).toMatchObject({
      body: { ailing_instances: [{ instance_id: instanceId, health: 'lost' }] },
    });
    expect(await system.client.deprovision(instanceId, 'redis')).toMatchObject({ status: 200 });
  });

  it('removes what a tombstone proves ours, and nothing else (rows 33 and 74)', async () => {
    const instanceId = await system.newInstance('redis');
    const labels = (await inspect(await containerOf(instanceId)))?.Config.Labels ?? {};
    expect(await system.client.deprovision(instanceId, 'redis')).toMatchObject({ status: 200 });

    const late = await create(labels);
    const unproven = await create({ ...labels, 'docker-broker.operation': randomUUID() });
    const theirs = await create({ ...labels, 'docker-broker.broker': randomUUID() });
    const foreign = await create({});
    await pollUntil('the removal', async () => (await inspect(late)) === undefined);
    const listed = await pollUntil('the report', async () => {
      const all = await orphans();
      return all.some(({ id }) => id === late) ? undefined : all;
    });

    expect(listed.filter(({ id }) => added.includes(id))).toMatchObject([{ id: unproven, verdict: 'no tombstone' }]);
    for (const containerId of [unproven, theirs, foreign]) expect(await inspect(containerId)).toBeDefined();
    await system.broker.said('orphan removed');
  });

  it('leaves to administrators what it cannot prove, which they remove', async () => {
    const unproven = await create({ 'docker-broker.instance': randomUUID() });
    await pollUntil('the report', async () => (await orphans()).some(({ id }) => id === unproven));
    const hostId = encodeURIComponent(`unix://${process.env['DOCKER_SOCKET'] ?? '/var/run/docker.sock'}`);

    const { status } = await system.client.request('DELETE', `/admin/orphans/${hostId}/${unproven}`);

    expect(status).toBe(200);
    expect(await inspect(unproven)).toBeUndefined();
  });
});
