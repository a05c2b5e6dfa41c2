import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectToService } from '../support/connect-to-service.js';
import { askEngine, findContainers, findHostPorts } from '../support/engine.js';
import { credentialsOf } from '../support/osb-client.js';
import type { Credentials } from '../support/osb-client.js';
import { pollUntil } from '../support/poll-until.js';
import { TestSystem } from '../support/test-system.js';

const REPOSITORY = `docker-broker-test/maintained-${randomUUID().slice(0, 8)}`;
const IMAGE_PATH = '/My%20Docker%20Catalog/image/maintained';

interface Plan {
  readonly id: string;
  readonly maintenance_info?: { readonly version: string };
}

/** The shipped Redis under another name and version. */
async function makeImage(tag: string, labels: string): Promise<void> {
  const made = await askEngine('POST', '/containers/create', { Image: 'docker-broker/redis:latest' });
  const { Id } = made.body as { Id: string };
  const query = new URLSearchParams({ container: Id, repo: REPOSITORY, tag, changes: labels });
  expect(await askEngine('POST', `/commit?${query.toString()}`, {})).toMatchObject({ status: 201 });
  await askEngine('DELETE', `/containers/${Id}?force=1&v=1`);
}

describe('a newer image of a service', () => {
  let system: TestSystem;
  let instanceId: string;
  let credentials: Credentials;
  let ports: object;

  beforeAll(async () => {
    await makeImage('1', 'LABEL org.opencontainers.image.version=1.4.0');
    await makeImage('2', 'LABEL org.opencontainers.image.version=2.0.0');
    await makeImage('3', 'LABEL org.opencontainers.image.version=3.0.0\nENTRYPOINT ["false"]');
    const images = [{ name: 'maintained', plan: '100', image: `${REPOSITORY}:1` }];
    system = await TestSystem.start({ brokerEnv: { BROKER_SERVICES_IMAGES: JSON.stringify(images) } });
  });
  afterAll(async () => {
    await system.remove();
    for (const tag of ['1', '2', '3']) await askEngine('DELETE', `/images/${REPOSITORY}:${tag}`);
  });

  const put = async (tag: string): Promise<string> => {
    const body = { Name: 'maintained', Plan: '100', image: `${REPOSITORY}:${tag}` };
    expect(await system.client.request('PUT', IMAGE_PATH, body)).toMatchObject({ status: 200 });
    return pollUntil('the version in the catalog', async () => {
      const { body: catalog } = await system.client.request('GET', '/v2/catalog');
      const [service] = (catalog as { services: { plans: Plan[] }[] }).services;
      return service?.plans[0]?.maintenance_info?.version;
    });
  };
  const upgrade = (version: string): ReturnType<TestSystem['client']['update']> =>
    system.client.update(instanceId, 'maintained', { plan_id: 'maintained_100', maintenance_info: { version } });
  const versionOf = async (): Promise<unknown> =>
    ((await system.client.findInstance(instanceId)).body as Plan).maintenance_info?.version;
  const read = async (): Promise<string | undefined> => {
    const connection = await pollUntil('redis', () => connectToService('redis', credentials));
    const words = await connection.read();
    await connection.close();
    return words;
  };

  it('has its version in the catalog, of label and digest (CAT-26)', async () => {
    expect(await put('1')).toMatch(/^1\.4\.0\+[0-9a-f]{12}$/);
    instanceId = await system.newInstance('maintained');
    credentials = credentialsOf(await system.client.bind(instanceId, `${instanceId}-1`, 'maintained'));
    ports = await findHostPorts(instanceId);
    const connection = await connectToService('redis', credentials);
    await connection.write('before the upgrade');
    await connection.close();

    expect(await versionOf()).toMatch(/^1\.4\.0\+/);
  });

  it('is what an instance gets that asks for it, and no sooner (UPD-15, GETI-07)', async () => {
    const version = await put('2');
    expect(version).toMatch(/^2\.0\.0\+/);
    expect(await versionOf()).toMatch(/^1\.4\.0\+/);

    expect(await upgrade(version)).toMatchObject({ status: 200 });

    expect(await versionOf()).toBe(version);
    const [containerId = ''] = await findContainers(instanceId);
    const { body } = await askEngine('GET', `/containers/${containerId}/json`);
    expect(body).toMatchObject({ Config: { Image: `${REPOSITORY}:2` } });
    expect([await read(), await findHostPorts(instanceId)]).toEqual(['before the upgrade', ports]);
  });

  it('is refused in a version that the catalog does not have (UPD-14)', async () => {
    expect(await upgrade('1.4.0')).toMatchObject({ status: 422, body: { error: 'MaintenanceInfoConflict' } });
  });

  it('that does not start leaves the instance at its version (UPD-16)', async () => {
    const [before] = await findContainers(instanceId);
    const known = await versionOf();
    const version = await put('3');

    expect(await upgrade(version)).toMatchObject({ status: 500, body: { instance_usable: true } });

    expect([await versionOf(), await findContainers(instanceId)]).toEqual([known, [before]]);
    expect(await read()).toBe('before the upgrade');
  });
});
