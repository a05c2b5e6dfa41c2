import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { EngineBusyError } from '#docker-driver';
import { execOutcome } from '#docker-driver/testing';
import type { InstanceTarget, NewInstance, Operation } from '#persistence';
import { aDefinition } from '../../catalog/testing/a-definition.js';
import { Gate } from '../testing/gate.js';
import { RecordingLogger } from '../testing/recording-logger.js';
import { ENDPOINT, TestEngine } from '../testing/test-engine.js';

const MIB = 1_048_576;
const QUICK = { scriptTimeoutSeconds: 0.2 };

describe('An update that fails', () => {
  let engine: TestEngine;
  let log: RecordingLogger;

  beforeAll(() => {
    log = RecordingLogger.install();
  });
  afterAll(() => {
    RecordingLogger.restore();
  });

  beforeEach(async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    engine = await TestEngine.open(QUICK);
  });

  afterEach(() => engine.close());

  const update = async (instance: NewInstance, changes: Partial<InstanceTarget>): Promise<Operation> =>
    engine.finish(await engine.orderUpdate(instance, changes));

  const withParameters = (parameters: Record<string, unknown>): Pick<InstanceTarget, 'request'> => ({
    request: { parameters, context: {}, organizationGuid: 'org', spaceGuid: 'space' },
  });

  const failUpdates = (stderr = ''): void => {
    engine.docker.play(({ command }) => execOutcome({ exitCode: command[0] === '/update' ? 1 : 0, stderr }));
  };

  it('makes the container anew where so much memory is in use that the old limit is refused (row 61)', async () => {
    const instance = await engine.served(aDefinition({ memory: '64m' }));
    const [before] = engine.docker.containers(ENDPOINT);
    failUpdates();
    engine.docker.inject('updateContainer', {});
    engine.docker.inject('updateContainer', { before: new EngineBusyError('more memory is in use') });

    expect(await update(instance, { definition: aDefinition({ memory: '128m' }) })).toMatchObject({
      ...{ state: 'failed', isUsable: true, attempts: 0 },
    });

    const { containerName: name } = instance;
    const [after] = engine.docker.containers(ENDPOINT);
    expect(after).toMatchObject({ name, state: 'running', restart: 'always', memoryBytes: 64 * MIB });
    expect(after?.containerId).not.toBe(before?.containerId);
    expect(engine.docker.volumes(ENDPOINT)).toEqual([`${name}-0`]);
  });

  it('ends though its script hangs, and leaves the service to those who wait for it (row 55)', async () => {
    const instance = await engine.served();
    const gate = new Gate();
    engine.docker.play(async ({ command }) => {
      if (command[0] === '/update') await gate.opened;
      return execOutcome();
    });

    expect(await update(instance, withParameters({ size: 2 }))).toMatchObject({ state: 'failed', isUsable: true });
    expect(log.text()).toContain('An earlier script in the container has not ended.');

    gate.open();
    const { instanceId } = instance;
    expect((await engine.bound(instanceId)).instanceId).toBe(instanceId);
  });

  it('never stops a container that others use', async () => {
    const spec = { name: 'there', imageRef: 'redis', labels: {}, environment: {}, ports: [], volumes: [] };
    await engine.docker.ensureNetwork(ENDPOINT, 'osb-tenants');
    await engine.docker.startContainer(
      ENDPOINT,
      await engine.docker.createContainer(ENDPOINT, {
        ...spec,
        networkName: 'osb-tenants',
        capabilities: [],
        pidsLimit: 1,
      }),
    );
    const instance = await engine.served(aDefinition({ containerName: 'there', numInstances: 0 }));

    expect(await update(instance, { definition: aDefinition({ image: 'redis:8' }) })).toMatchObject({
      ...{ state: 'failed', isRepeatable: false, isUsable: true },
    });

    expect(engine.docker.containers(ENDPOINT)).toMatchObject([{ name: 'there', state: 'running' }]);
    expect(engine.docker.calls()).not.toContain('stopContainer');
  });

  it('repeats neither old nor new parameters in the log', async () => {
    const before = { parameters: { key: 'old-secret' }, context: {}, organizationGuid: 'org', spaceGuid: 'space' };
    const instance = await engine.order(aDefinition(), { request: before });
    await engine.finish(instance.operation.operationId);
    failUpdates('old-secret is not new-secret');

    await update(instance, withParameters({ key: 'new-secret' }));

    expect(log.text()).toContain('[redacted] is not [redacted]');
    expect(log.text()).not.toMatch(/old-secret|new-secret/);
  });
});
