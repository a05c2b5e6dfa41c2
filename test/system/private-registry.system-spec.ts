import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askEngine } from '../support/engine.js';
import { inspectContainer } from '../support/look-inside.js';
import { credentialsOf } from '../support/osb-client.js';
import { pollUntil } from '../support/poll-until.js';
import { PrivateRegistry } from '../support/private-registry.js';
import { TestSystem } from '../support/test-system.js';

const NAMES = ['ordered', 'ahead', 'moving', 'pinned'];
const LOGIN = { username: 'puller', password: 'a-secret-of-the-registry' };

describe('images of a registry that wants a login', () => {
  let registry: PrivateRegistry;
  let system: TestSystem;

  beforeAll(async () => {
    registry = await PrivateRegistry.start('docker-broker/redis:latest', LOGIN);
    const plans = JSON.stringify([planOf('ordered')]);
    system = await TestSystem.start({ brokerEnv: { BROKER_DOCKER_PULL: 'missing', BROKER_SERVICES_IMAGES: plans } });
  });
  afterAll(async () => {
    await system.remove();
    for (const name of NAMES) await askEngine('DELETE', `/images/${imageOf(name)}`);
    await registry.stop();
  });

  const imageOf = (name: string): string =>
    `${registry.host}/team/${name}${name === 'pinned' ? `@${registry.digest}` : ':1'}`;
  const planOf = (name: string): object => ({ name, plan: '100', image: imageOf(name) });
  const offer = async (name: string, properties: object): Promise<void> => {
    const path = `/My%20Docker%20Catalog/image/${name}`;
    const { status } = await system.client.request('PUT', path, { ...planOf(name), ...properties });
    expect(status).toBe(200);
  };
  const progressOf = (instanceId: string): Promise<string | undefined> =>
    pollUntil('progress of the pull', async () => {
      const path = `/v2/service_instances/${instanceId}/last_operation`;
      const { body } = await system.client.request('GET', path);
      return /^pulling the image, \d+ %$/.exec((body as { description: string }).description)?.[0];
    });

  it('are not to be had without it: the order fails, the log says what the operator is to do (row 88)', async () => {
    const answer = await system.client.provision(system.newInstanceId(), 'ordered');

    expect(answer).toMatchObject({
      status: 500,
      body: {
        description:
          "The service's image is not available on the Docker host. Ask the operator and name the operation.",
      },
    });
    const failure = system.broker.log().find(({ message }) => message === 'work broke off: undo');
    expect(failure?.['detail']).toContain('no basic auth credentials');
    expect(failure?.['detail']).toContain(
      `no login is stored: store one with PUT /admin/registries/${registry.host}, or correct the name of the image`,
    );
  });

  it('are had with it: progress is told, the digest is remembered, and the service works', async () => {
    const stored = await system.client.request('PUT', `/admin/registries/${registry.host}`, LOGIN);
    expect([200, 201, 204]).toContain(stored.status);
    registry.hold();
    const instanceId = system.newInstanceId();

    const order = system.client.provision(instanceId, 'ordered');
    expect(await progressOf(instanceId)).toMatch(/%/);
    registry.release();

    expect(await order).toMatchObject({ status: 201 });
    expect(await system.client.request('GET', `/admin/instances/${instanceId}`)).toMatchObject({
      body: { image_digest: registry.digest },
    });
    expect(credentialsOf(await system.client.bind(instanceId, `${instanceId}-1`, 'ordered'))).toHaveProperty('uri');
  });

  it('come to the host ahead where the plan says so', async () => {
    await offer('ahead', { prepull: true });

    const present = await pollUntil('the image on the host', async () => {
      const { status } = await askEngine('GET', `/images/${imageOf('ahead')}/json`);
      return status === 200;
    });
    expect(present).toBe(true);
  });

  it('are asked for at each order where the plan says "always", though the host has them', async () => {
    const askedFor = (): number => registry.asked.filter((url) => url.includes('/moving/manifests/')).length;
    await offer('moving', { pull: 'always' });
    await system.newInstance('moving');
    const before = askedFor();

    await system.newInstance('moving');

    expect(before).toBeGreaterThan(0);
    expect(askedFor()).toBeGreaterThan(before);
  });

  it('are had by digest: the registry is asked for that, and the instance is made of it', async () => {
    await offer('pinned', {});

    const instanceId = await system.newInstance('pinned');

    expect(registry.asked.at(-1)).toContain(`/pinned/manifests/${registry.digest}`);
    expect(await inspectContainer(instanceId)).toMatchObject({ Config: { Image: imageOf('pinned') } });
    expect(await system.client.request('GET', `/admin/instances/${instanceId}`)).toMatchObject({
      body: { image_digest: registry.digest },
    });
  });

  it('leave the login neither in the log nor readable in the database', () => {
    const basic = Buffer.from(`${LOGIN.username}:${LOGIN.password}`).toString('base64');
    const files = readdirSync(system.folder).map((file) => readFileSync(join(system.folder, file)).toString('latin1'));

    expect(files.join('')).toContain(registry.host);
    for (const secret of [LOGIN.password, basic])
      expect([files.join('').includes(secret), system.broker.output.join('\n').includes(secret)]).toEqual([
        false,
        false,
      ]);
  });
});
