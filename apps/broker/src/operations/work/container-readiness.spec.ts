import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { execOutcome } from '#docker-driver/testing';
import type { ServiceDefinition } from '../../catalog/service-definition.types.js';
import { aDefinition } from '../../catalog/testing/a-definition.js';
import { RecordingLogger } from '../testing/recording-logger.js';
import { ENDPOINT, TestEngine } from '../testing/test-engine.js';

/** Whichever port of the host the service gets. */
const SERVICES = Array.from({ length: 10 }, (_, index) => ({ host: '192.0.2.1', port: 20_000 + index }));
type Readiness = NonNullable<ServiceDefinition['readiness']>;

beforeAll(() => {
  RecordingLogger.install();
});
afterAll(() => {
  RecordingLogger.restore();
});

describe('the readiness that a plan asks for', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await TestEngine.open();
  });
  afterEach(() => engine.close());

  const provision = async (readiness: Readiness): Promise<unknown> => {
    const { operation } = await engine.order(aDefinition({ readiness }));
    return engine.finish(operation.operationId);
  };
  const LATE = { state: 'failed', description: 'The service did not show in the time of its plan that it serves.' };

  it('is a line of the log, of a service with scripts too', async () => {
    const { operation } = await engine.order(aDefinition({ readiness: { log: 'ready * 6379' } }));
    engine.docker.play(({ command: [name] }) => execOutcome({ exitCode: name === '/provision' ? 0 : 1 }));

    const [, ended] = await Promise.all([sayReady(engine), engine.finish(operation.operationId)]);

    expect(ended).toMatchObject({ state: 'succeeded' });
  });

  it('is a connection to the published port of the service host', async () => {
    for (const service of SERVICES) engine.probe.answer(service);

    expect(await provision({ port: 6379 })).toMatchObject({ state: 'succeeded' });
  });

  it.each([
    ['any good status', 204, undefined, 'succeeded'],
    ['a redirect', 302, undefined, 'succeeded'],
    ['the status that is wanted', 404, 404, 'succeeded'],
    ['a bad status', 503, undefined, 'failed'],
    ['another status than is wanted', 200, 204, 'failed'],
  ])('is a page that answers with %s', async (_, answered, status, state) => {
    for (const service of SERVICES) engine.probe.answer(service, '/health', answered);
    const http = { port: 6379, path: '/health', ...(status === undefined ? {} : { status }) };

    expect(await provision({ http, timeoutSeconds: 0 })).toMatchObject({ state });
  });

  it('is a command that ends with 0', async () => {
    engine.docker.play(({ command: [name] }) => execOutcome({ exitCode: name === 'bad' ? 1 : 0 }));

    expect(await provision({ exec: ['good'], timeoutSeconds: 0 })).toMatchObject({ state: 'succeeded' });
    expect(await provision({ exec: ['bad'], timeoutSeconds: 0 })).toMatchObject(LATE);
  });

  it.each<Readiness>([{ log: 'never' }, { port: 6379 }])('undoes what does not show %j in its time', async (sign) => {
    expect(await provision({ ...sign, timeoutSeconds: 0 })).toMatchObject(LATE);

    expect(engine.docker.containers(ENDPOINT)).toEqual([]);
    expect(engine.docker.volumes(ENDPOINT)).toEqual([]);
  });

  it('says when its port is not published', async () => {
    expect(await provision({ port: 80 })).toMatchObject({
      state: 'failed',
      description: 'The plan waits for a port that its image does not publish.',
    });
  });
});

describe('volumes of a size', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await TestEngine.open();
  });
  afterEach(() => engine.close());

  it('are refused by an engine without quotas, and nothing is left', async () => {
    const { operation } = await engine.order(aDefinition({ volumes: [{ path: '/data', size: '1g' }] }));

    expect(await engine.finish(operation.operationId)).toMatchObject({
      state: 'failed',
      description: 'The Docker host cannot limit the size of a volume, as the plan wants.',
    });
    expect([engine.docker.containers(ENDPOINT), engine.docker.volumes(ENDPOINT)]).toEqual([[], []]);
  });

  it('keep their size: an update to another one fails, and the instance goes on', async () => {
    const instance = await engine.served(aDefinition({ volumes: ['/data'] }));
    const definition = aDefinition({ volumes: [{ path: '/data', size: '1g' }] });

    const operationId = await engine.orderUpdate(instance, { definition });

    expect(await engine.finish(operationId)).toMatchObject({
      state: 'failed',
      description: 'The other plan has another size for a volume, and volumes keep theirs. Make a new instance.',
    });
    expect(engine.docker.containers(ENDPOINT)).toMatchObject([{ state: 'running', restart: 'always' }]);
  });
});

describe('the restart rule of a plan', () => {
  it('is given, changed in place, and given back after the container was replaced', async () => {
    const engine = await TestEngine.open();
    const rule = (): unknown[] => engine.docker.containers(ENDPOINT).map(({ restart }) => restart);
    const instance = await engine.served(aDefinition({ restart: 'on-failure' }));
    expect(rule()).toEqual(['on-failure']);

    await engine.finish(await engine.orderUpdate(instance, { definition: aDefinition({ restart: 'no' }) }));
    expect(rule()).toEqual(['no']);
    const definition = aDefinition({ restart: 'on-failure', user: 'redis' });
    await engine.finish(await engine.orderUpdate(instance, { definition }));
    expect(rule()).toEqual(['on-failure']);

    await engine.close();
  });
});

/** Once the container is there. */
async function sayReady(engine: TestEngine): Promise<void> {
  await vi.waitFor(() => {
    const [container] = engine.docker.containers(ENDPOINT);
    if (container?.state !== 'running') throw new Error('nothing runs yet');
    engine.docker.writeLog(ENDPOINT, container.containerId, 'ready on 6379');
  });
}
