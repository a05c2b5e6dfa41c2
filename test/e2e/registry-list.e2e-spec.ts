import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RecordingLogger } from '../../apps/broker/src/operations/testing/recording-logger.js';
import type { Answer } from '../support/test-broker.js';
import { ENDPOINT, orderOf, REDIS, World } from '../support/world.js';

const CATALOG = '/My%20Docker%20Catalog';
const LIST = { BROKER_DOCKER_REGISTRIES: '["registry.test:5000"]' };
const plan = (name: string, image: string): object => ({ name, plan: '100', image });
const ALLOWED = plan('allowed', 'registry.test:5000/team/redis');
const STORED = plan('stored', 'other.test/redis');
const HELD = plan('held', 'other.test/held');
const STRANGE = plan('strange', 'other.test/redis');

describe('docker.registries', () => {
  let world: World;
  const logger = new RecordingLogger();
  const dataDir = mkdtempSync(join(tmpdir(), 'docker-broker-'));

  /** The plans were stored before the list was made. */
  beforeAll(async () => {
    const before = await World.open({ images: [REDIS, ALLOWED, STORED, HELD], dataDir });
    const { docker } = before;
    await before.stop();
    for (const image of ['registry.test:5000/team/redis', 'other.test/redis']) docker.publishImage(image);
    docker.addImage(ENDPOINT, 'other.test/held');
    world = await World.open({ images: [], dataDir, docker, logger, env: LIST });
  });

  afterAll(async () => {
    await world.stop();
    rmSync(dataDir, { recursive: true });
  });

  const put = (path: string, body: object): Promise<Answer> =>
    world.broker.request('PUT', `${CATALOG}/${path}`, { body });
  const pulls = (): number => world.docker.calls().filter((method) => method === 'pullImage').length;

  it('lets no plan in whose image is of another registry, and tells its place and what is allowed', async () => {
    const refusals = [
      await put('image/strange', STRANGE),
      await put('image/nats', { plan: '100' }),
      await put('services', { services: [REDIS, STRANGE] }),
    ].map(({ status, body }) => ({ status, text: (body as { description: string }).description }));

    expect(refusals.map(({ status }) => status)).toEqual([400, 400, 400]);
    expect(refusals[0]?.text).toContain('image: is an image that would be pulled from "other.test"; allowed by');
    expect(refusals[1]?.text).toContain('name: is the image where "image" is left out');
    expect(refusals[2]?.text).toContain('services[1].image: is an image');
    for (const { text } of refusals) expect(text).toContain('an "image" of "registry.test:5000"');
    expect((await world.get(`${CATALOG}/image/strange`)).status).toBe(404);
  });

  it('lets those in that it names, those that come with the broker, and those that are never pulled', async () => {
    expect(await put('image/allowed', ALLOWED)).toMatchObject({ status: 200 });
    expect(await put('image/redis', REDIS)).toMatchObject({ status: 200 });
    expect(await put('image/own', { plan: '100', image: 'docker-broker/own' })).toMatchObject({ status: 200 });
    expect(await put('image/local', { plan: '100', image: 'team/local', pull: 'never' })).toMatchObject({
      status: 200,
    });
  });

  it('keeps a host from pulling for a plan that was stored before, and tells the operator why', async () => {
    const before = pulls();

    expect(await world.provision('stored', orderOf('stored'))).toMatchObject({
      status: 500,
      body: { description: expect.stringMatching(/^The service's image is not available/) as string },
    });
    expect(pulls()).toBe(before);
    expect(logger.text()).toContain('would come from other.test, which docker.registries does not name');
  });

  it.each(['allowed', 'held', 'redis'])('does not keep from what is allowed or on the host: %s', async (service) => {
    expect(await world.provision(`i-${service}`, orderOf(service))).toMatchObject({ status: 201 });
  });

  it('keeps a broker from starting whose file has such a plan', async () => {
    await expect(World.open({ images: [STRANGE], env: LIST })).rejects.toThrow('services.images[0].image: is an image');
  });

  it('takes no address for a host', async () => {
    const env = { BROKER_DOCKER_REGISTRIES: '["https://registry.test"]' };

    await expect(World.open({ images: [], env })).rejects.toThrow('docker.registries');
  });
});
