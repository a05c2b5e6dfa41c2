import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ContainerStuckError, EngineBusyError } from '#docker-driver';
import { execOutcome } from '#docker-driver/testing';
import type { NewInstance } from '#persistence';
import { Gate } from '../operations/testing/gate.js';
import { RecordingLogger } from '../operations/testing/recording-logger.js';
import { ENDPOINT, TestEngine } from '../operations/testing/test-engine.js';
import { TestReconciler } from './testing/test-reconciler.js';

const stuck = new ContainerStuckError('task already exists');

describe('an instance whose container cannot start any more', () => {
  let logger: RecordingLogger;
  let engine: TestEngine;
  let reconciler: TestReconciler;
  let instance: NewInstance;
  let before: string;
  beforeAll(() => {
    logger = RecordingLogger.install();
  });
  afterAll(() => {
    RecordingLogger.restore();
  });
  beforeEach(async () => {
    logger.entries.length = 0;
    engine = await TestEngine.open();
    reconciler = new TestReconciler(engine);
    instance = await engine.served();
    [before = ''] = reconciler.containerIds();
    await engine.docker.stopContainer(ENDPOINT, before);
    engine.docker.inject('startContainer', { before: stuck });
  });
  afterEach(() => engine.close());

  const repairOf = async (): Promise<string> => {
    const [row] = await engine.stores.database.read((manager) =>
      manager.query<{ id: string }[]>("SELECT id FROM operation WHERE kind = 'repair'"),
    );
    return row?.id ?? '';
  };

  it('gets a new one on the same volume and the same port (row 71)', async () => {
    const volumes = engine.docker.volumes(ENDPOINT);
    const ports = await engine.stores.instances.findPorts(instance.instanceId);

    await reconciler.pass();
    expect(await engine.finish(await repairOf())).toMatchObject({ state: 'succeeded' });

    const [container] = engine.docker.containers(ENDPOINT);
    expect(container).toMatchObject({ name: instance.containerName, state: 'running', ports });
    expect(container?.containerId).not.toBe(before);
    expect(container?.volumes.map(({ volumeName }) => volumeName)).toEqual(volumes);
    expect(engine.docker.volumes(ENDPOINT)).toEqual(volumes);
    const stored = await engine.stores.instances.find(instance.instanceId);
    expect(stored).toMatchObject({ state: 'ready', health: 'ok', containerId: container?.containerId });
    expect(logger.text()).toContain('container cannot start any more and is replaced');
  });

  it.each(['removeContainer', 'createContainer', 'startContainer'] as const)(
    'gets one though the broker dies after %s, and never two (row 71)',
    async (method) => {
      await reconciler.pass();
      engine.docker.inject(method, { after: new Error('killed') });

      expect(await engine.finish(await repairOf())).toMatchObject({ state: 'succeeded' });

      expect(engine.docker.containers(ENDPOINT)).toMatchObject([{ state: 'running' }]);
    },
  );

  it('is known by its third failure too, whatever the engine calls it', async () => {
    engine.docker.clearFaults();
    engine.docker.inject('startContainer', { before: new EngineBusyError('something broke'), times: 3 });

    for (let pass = 0; pass < 3; pass += 1) {
      expect(await repairOf()).toBe('');
      await reconciler.pass();
      await reconciler.age();
    }

    expect(await engine.finish(await repairOf())).toMatchObject({ state: 'succeeded' });
    expect(reconciler.containerIds()).not.toContain(before);
  });

  it('is none of the platform’s polls', async () => {
    await reconciler.pass();
    await engine.finish(await repairOf());

    const latest = await engine.stores.operations.findLatest(instance.instanceId, undefined);
    expect(latest).toMatchObject({ kind: 'provision', state: 'succeeded' });
  });

  describe('and whose new one is not there yet', () => {
    let gone: Gate;
    beforeEach(() => {
      gone = new Gate();
    });

    const halfRepaired = async (): Promise<string> => {
      await reconciler.pass();
      engine.docker.inject('createContainer', { until: gone.opened });
      const operationId = await repairOf();
      engine.newRunner().start({ operationId });
      await vi.waitFor(() => {
        expect(engine.docker.containers(ENDPOINT)).toEqual([]);
      }, 10_000);
      return operationId;
    };

    it('keeps its logins on the volume, so an unbind waits for the container (rows 49 and 71)', async () => {
      engine.docker.clearFaults();
      await engine.docker.startContainer(ENDPOINT, before);
      const binding = await engine.bound(instance.instanceId);
      await engine.docker.stopContainer(ENDPOINT, before);
      engine.docker.inject('startContainer', { before: stuck });
      const scripts: (string | undefined)[] = [];
      engine.docker.play(({ command }) => {
        scripts.push(command[0]);
        return execOutcome();
      });
      const repair = await halfRepaired();

      const unbind = await engine.orderUnbind(binding);
      const runner = engine.newRunner();
      runner.start({ operationId: unbind });
      await vi.waitFor(async () => {
        expect(await engine.operation(unbind)).toMatchObject({ attempts: 1, state: 'in progress' });
      }, 10_000);
      gone.open();
      await engine.finish(repair);

      expect(await engine.finish(unbind, runner)).toMatchObject({ state: 'succeeded' });
      expect(scripts).toEqual(['/unbind']);
    });

    it('is no reason to fail a bind, which waits likewise', async () => {
      const repair = await halfRepaired();

      const { operation } = await engine.orderBinding(instance.instanceId);
      const runner = engine.newRunner();
      runner.start(operation);
      await vi.waitFor(async () => {
        expect(await engine.operation(operation.operationId)).toMatchObject({ attempts: 1, mode: 'forward' });
      }, 10_000);
      gone.open();
      await engine.finish(repair);

      expect(await engine.finish(operation.operationId, runner)).toMatchObject({ state: 'succeeded' });
    });
  });

  it('is deleted when that is asked for meanwhile', async () => {
    await engine.stores.instances.openRepair(instance.instanceId, { operationId: 'r', requestId: 'reconciler' });

    const deletion = await engine.orderDeprovision(instance.instanceId);

    expect(await engine.finish(deletion)).toMatchObject({ kind: 'deprovision', state: 'succeeded' });
    expect(engine.docker.containers(ENDPOINT)).toEqual([]);
    expect(engine.docker.volumes(ENDPOINT)).toEqual([]);
  });
});
