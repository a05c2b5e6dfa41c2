import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { HostUnreachableError } from '#docker-driver';
import { aDefinition } from '../../catalog/testing/a-definition.js';
import { RecordingLogger } from '../testing/recording-logger.js';
import { ENDPOINT, TestEngine } from '../testing/test-engine.js';
import { imageReferences } from '../image-references.types.js';

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
