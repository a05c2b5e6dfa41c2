import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ContainerStuckError } from '#docker-driver';
import type { ContainerSpec } from '#docker-driver';
import { execOutcome } from '#docker-driver/testing';
import type { NewInstance } from '#persistence';
import type { ServiceDefinition } from '../../catalog/service-definition.types.js';
import { aDefinition } from '../../catalog/testing/a-definition.js';
import { TestReconciler } from '../../reconciler/testing/test-reconciler.js';
import { RecordingLogger } from '../testing/recording-logger.js';
import { ENDPOINT, TestEngine } from '../testing/test-engine.js';

const login = { username: 'u1', password: 'generated-password', dbname: 'd1' };
const REQUEST = { parameters: {}, context: {}, organizationGuid: 'o', spaceGuid: 's', login };
const CREDENTIALS = { uri: 'pg://$USERNAME:$PASSWORD@$HOST/$DBNAME' };
/** Whichever port of the host the service gets. */
const SERVICES = Array.from({ length: 10 }, (_, index) => ({ host: '192.0.2.1', port: 20_000 + index }));

const aTemplate = (changes: Partial<ServiceDefinition> = {}): ServiceDefinition =>
  aDefinition({ generated: {}, environment: { PASSWORD: '$PASSWORD' }, credentials: CREDENTIALS, ...changes });

describe('a login that was made with the intent', () => {
  let logger: RecordingLogger;
  let engine: TestEngine;
  beforeAll(() => {
    logger = RecordingLogger.install();
  });
  afterAll(() => {
    RecordingLogger.restore();
  });
  beforeEach(async () => {
    logger.entries.length = 0;
    engine = await TestEngine.open();
    for (const service of SERVICES) engine.probe.answer(service);
  });
  afterEach(() => engine.close());

  const order = (changes: Partial<ServiceDefinition> = {}): Promise<NewInstance> =>
    engine.order(aTemplate(changes), { request: REQUEST });
  const specs = (): readonly ContainerSpec[] =>
    engine.docker.containers(ENDPOINT).map(({ containerId }) => engine.docker.specOf(ENDPOINT, containerId));

  it.each(['createContainer', 'startContainer'] as const)(
    'is the same when another broker goes on after %s (row 89)',
    async (method) => {
      const { operation, instanceId } = await order();
      engine.docker.inject(method, { after: new Error('killed') });

      expect(await engine.finish(operation.operationId)).toMatchObject({ state: 'succeeded' });

      const { bindingId } = await engine.bound(instanceId);
      expect(specs()).toMatchObject([{ environment: { PASSWORD: login.password } }]);
      expect(await engine.stores.bindings.find(bindingId)).toMatchObject({
        credentials: { uri: 'pg://u1:generated-password@192.0.2.1/d1' },
      });
    },
  );

  it('is the same in the container that a repair makes (row 89)', async () => {
    const { operation } = await order();
    await engine.finish(operation.operationId);
    const containerId = engine.docker.containers(ENDPOINT)[0]?.containerId ?? '';
    await engine.docker.stopContainer(ENDPOINT, containerId);
    engine.docker.inject('startContainer', { before: new ContainerStuckError('task already exists') });

    await new TestReconciler(engine).pass();
    const [repair] = await engine.stores.database.read((manager) =>
      manager.query<{ id: string }[]>("SELECT id FROM operation WHERE kind = 'repair'"),
    );
    expect(await engine.finish(repair?.id ?? '')).toMatchObject({ state: 'succeeded' });

    expect(engine.docker.containers(ENDPOINT)[0]?.containerId).not.toBe(containerId);
    expect(specs()).toMatchObject([{ environment: { PASSWORD: login.password } }]);
  });

  it('is there once the port answers, where neither plan nor image says more', async () => {
    await engine.close();
    engine = await TestEngine.open();
    const { operation } = await order();

    const finished = engine.finish(operation.operationId);
    await vi.waitFor(async () => {
      expect(await engine.operation(operation.operationId)).toMatchObject({
        state: 'in progress',
        description: 'waiting for the service to answer',
      });
    });
    for (const service of SERVICES) engine.probe.answer(service);

    expect(await finished).toMatchObject({ state: 'succeeded' });
    expect(engine.docker.execs(ENDPOINT)).toEqual([]);
  });

  it('is in no log when the service ends with it on its lips', async () => {
    const command = ['serve', '--password=$PASSWORD'];
    const readiness = { exec: ['ready'], timeoutSeconds: 0 };
    const { operation } = await order({ environment: {}, command, readiness });
    engine.docker.play(({ containerId }) => {
      engine.docker.writeLog(ENDPOINT, containerId, `+ initdb --pwfile ${login.password}`);
      return execOutcome({ exitCode: 1 });
    });

    expect(await engine.finish(operation.operationId)).toMatchObject({ state: 'failed' });

    expect(logger.text()).toContain('+ initdb --pwfile [redacted]');
    expect(logger.text()).not.toContain(login.password);
  });
});
