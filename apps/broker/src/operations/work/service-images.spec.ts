import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { HostUnreachableError } from '#docker-driver';
import { aDefinition } from '../../catalog/testing/a-definition.js';
import { RecordingLogger } from '../testing/recording-logger.js';
import { ENDPOINT, TestEngine } from '../testing/test-engine.js';
import { imageReferences, SHIPPED_NAMES } from '../image-references.types.js';

describe('imageReferences', () => {
  it.each([
    ['the plan, word for word', { image: 'Registry.local/Redis:7' }, ['Registry.local/Redis:7']],
    ['a digest', { image: 'redis@sha256:abc' }, ['redis@sha256:abc']],
    ['the name where it says none, shipped images first', {}, ['docker-broker/redis', 'redis']],
    ['the name in lower case, as Docker wants it', { name: 'MySQL' }, ['docker-broker/mysql', 'mysql']],
  ])('is %s', (_, changes, references) => {
    expect(imageReferences(aDefinition(changes))).toEqual(references);
  });
});

/** In the same folder, but no service. */
const NO_SERVICES = ['log-shipper', 'template'];

describe('SHIPPED_NAMES', () => {
  it('are the folders of images that are services', () => {
    const folders = readdirSync(fileURLToPath(new URL('../../../../../images', import.meta.url)));

    expect(SHIPPED_NAMES).toEqual(folders.filter((folder) => !NO_SERVICES.includes(folder)).sort());
  });
});

describe('ServiceImages', () => {
  let engine: TestEngine;

  beforeAll(() => RecordingLogger.install());
  afterAll(() => {
    RecordingLogger.restore();
  });

  beforeEach(async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    engine = await TestEngine.open();
  });

  afterEach(() => engine.close());

  it('prefers the image that ships with the broker', async () => {
    engine.docker.addImage(ENDPOINT, 'docker-broker/redis');

    await engine.served();

    expect(engine.docker.calls().filter((method) => method === 'findImage')).toHaveLength(1);
    expect(engine.docker.calls()).not.toContain('pullImage');
  });

  it('pulls an image that the host lacks (row 21)', async () => {
    engine.docker.publishImage('nats:2');

    const { instanceId } = await engine.served(aDefinition({ image: 'nats:2' }));

    expect(await engine.stores.instances.find(instanceId)).toMatchObject({ state: 'ready' });
    expect(engine.docker.calls()).toContain('pullImage');
  });

  it('tries a pull again that was cut off (row 21)', async () => {
    engine.docker.publishImage('nats:2');
    engine.docker.inject('pullImage', { before: new HostUnreachableError('reset') });
    const { operation } = await engine.order(aDefinition({ image: 'nats:2' }));

    expect(await engine.finish(operation.operationId)).toMatchObject({ state: 'succeeded' });
  });

  it('pulls from registries that docker.registries names, and from no other', async () => {
    await engine.close();
    engine = await TestEngine.open({}, { registries: ['registry.test'] });
    for (const image of ['registry.test/nats', 'other.test/nats']) engine.docker.publishImage(image);
    const outcomeOf = async (image: string): Promise<unknown> => {
      const { operation } = await engine.order(aDefinition({ image }));
      return engine.finish(operation.operationId);
    };

    expect(await outcomeOf('registry.test/nats')).toMatchObject({ state: 'succeeded' });
    expect(await outcomeOf('other.test/nats')).toMatchObject({ state: 'failed' });
    expect(engine.docker.calls().filter((method) => method === 'pullImage')).toHaveLength(1);
  });

  it('uses what a host has, wherever that is from', async () => {
    await engine.close();
    engine = await TestEngine.open({}, { registries: ['registry.test'] });
    engine.docker.addImage(ENDPOINT, 'other.test/nats');
    const { operation } = await engine.order(aDefinition({ image: 'other.test/nats' }));

    expect(await engine.finish(operation.operationId)).toMatchObject({ state: 'succeeded' });
  });

  it.each([
    ['no registry has', 'missing'],
    ['must not be pulled', 'never'],
  ] as const)('fails with an image that %s, without its name (row 22)', async (_, pull) => {
    await engine.close();
    engine = await TestEngine.open({}, { pull });
    if (pull === 'never') engine.docker.publishImage('internal.example/nats:2');
    const { operation } = await engine.order(aDefinition({ image: 'internal.example/nats:2' }));

    expect(await engine.finish(operation.operationId)).toMatchObject({
      state: 'failed',
      description: "The service's image is not available on the Docker host. Ask the operator and name the operation.",
    });
  });
});
