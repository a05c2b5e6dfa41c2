import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { EngineAnswerError, HostUnreachableError, PortTakenError } from '#docker-driver';
import type { DriverMethod } from '#docker-driver/testing';
import type { InstanceHealth, NewInstance } from '#persistence';
import { aBinding } from '#persistence/testing';
import { aDefinition } from '../catalog/testing/a-definition.js';
import { Gate } from '../operations/testing/gate.js';
import { RecordingLogger } from '../operations/testing/recording-logger.js';
import { ENDPOINT, TestEngine } from '../operations/testing/test-engine.js';
import { HOST_ID, TestReconciler } from './testing/test-reconciler.js';

describe('ReconcileHost', () => {
  let logger: RecordingLogger;
  let engine: TestEngine;
  let reconciler: TestReconciler;
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
  });
  afterEach(() => engine.close());

  const said = (message: string): number =>
    logger.entries.filter((entry) => (entry as { message?: string }).message === message).length;
  const containerOf = ({ containerName }: NewInstance): string =>
    engine.docker.containers(ENDPOINT).find(({ name }) => name === containerName)?.containerId ?? '';
  const stateOf = (instance: NewInstance): string | undefined =>
    engine.docker.containers(ENDPOINT).find(({ name }) => name === instance.containerName)?.state;
  const stop = (instance: NewInstance): Promise<void> => engine.docker.stopContainer(ENDPOINT, containerOf(instance));
  const healthOf = async ({ instanceId }: NewInstance): Promise<InstanceHealth | undefined> =>
    (await engine.stores.instances.find(instanceId))?.health;
  const isCandidate = async (): Promise<boolean> => (await engine.stores.hosts.findCandidates()).length === 1;

  describe('an instance whose container was stopped', () => {
    it('is started again (row 71)', async () => {
      const [stopped, other] = [await engine.served(), await engine.served()];
      await stop(stopped);

      await reconciler.pass();

      expect([stateOf(stopped), stateOf(other)]).toEqual(['running', 'running']);
      expect(said('container was down and is started')).toBe(1);
    });

    it.each(['on-failure', 'no'] as const)(
      'is started again where its plan has restart "%s" (ADR 0026)',
      async (restart) => {
        const instance = await engine.served(aDefinition({ restart }));
        await stop(instance);
        expect(engine.docker.containers(ENDPOINT)).toMatchObject([{ state: 'exited', restart }]);

        await reconciler.pass();

        expect(engine.docker.containers(ENDPOINT)).toMatchObject([{ state: 'running', restart }]);
      },
    );

    it('is tried five times, then degraded, then well again once somebody has mended it (row 71)', async () => {
      const instance = await engine.served();
      const starts = (): number => engine.docker.calls().filter((method) => method === 'startContainer').length;
      const before = starts();

      for (let pass = 0; pass < 8; pass += 1) {
        await stop(instance);
        await reconciler.pass();
        await reconciler.age();
      }
      expect(starts() - before).toBe(5);
      expect(await healthOf(instance)).toBe('degraded');
      expect(said('instance is degraded: its container does not stay up')).toBe(1);

      await engine.docker.startContainer(ENDPOINT, containerOf(instance));
      await reconciler.pass();
      expect(await healthOf(instance)).toBe('ok');
      expect(said('instance is well again')).toBe(1);
    });

    it('is not tried again before its time', async () => {
      const instance = await engine.served();
      for (let pass = 0; pass < 3; pass += 1) {
        await stop(instance);
        await reconciler.pass();
      }

      expect(stateOf(instance)).toBe('exited');
    });

    it('does not keep others from being started when it does not start', async () => {
      const [first, second] = [await engine.served(), await engine.served()];
      for (const instance of [first, second]) await stop(instance);
      engine.docker.inject('startContainer', { before: new PortTakenError('taken') });

      await reconciler.pass();

      expect([stateOf(first), stateOf(second)].sort()).toEqual(['exited', 'running']);
      expect(said('container is down and does not start')).toBe(1);
    });

    it('is left to a deletion that has begun meanwhile', async () => {
      const instance = await engine.served();
      await stop(instance);
      vi.spyOn(engine.stores.passes, 'changeInstance').mockImplementationOnce(async (...call) => {
        await engine.orderDeprovision(instance.instanceId);
        return engine.stores.passes.changeInstance(...call);
      });

      await reconciler.pass();

      expect(stateOf(instance)).toBe('exited');
    });
  });

  describe('an instance whose container is gone', () => {
    it('is lost, is not bound any more, and is never made again by itself (row 70)', async () => {
      const instance = await engine.served();
      await engine.docker.removeContainer(ENDPOINT, containerOf(instance));

      await reconciler.passes(3);

      expect(await healthOf(instance)).toBe('lost');
      expect(said('instance is lost: its host has no such container')).toBe(1);
      expect(reconciler.containerIds()).toEqual([]);
      expect(engine.docker.volumes(ENDPOINT)).toHaveLength(1);
      const binding = aBinding(instance.instanceId);
      expect(await engine.stores.bindings.openBind(binding)).toEqual({ outcome: 'lost' });
    });

    it('is well again when its container is seen again (row 70)', async () => {
      const instance = await engine.served();
      await engine.docker.removeContainer(ENDPOINT, containerOf(instance));
      await reconciler.pass();

      await reconciler.addLate(instance.instanceId, instance.operation.operationId);
      await reconciler.passes(2);

      expect(await healthOf(instance)).toBe('ok');
      expect((await engine.stores.instances.find(instance.instanceId))?.containerId).toBe(containerOf(instance));
      expect(reconciler.containerIds()).toHaveLength(1);
    });

    it('is lost when a stranger has its name', async () => {
      const instance = await engine.served();
      await engine.docker.removeContainer(ENDPOINT, containerOf(instance));
      const strangerId = await reconciler.addContainer(instance.containerName, {});

      await reconciler.pass();

      expect(await healthOf(instance)).toBe('lost');
      expect(reconciler.containerIds()).toEqual([strangerId]);
    });

    it.each<[DriverMethod, Error]>([
      ['listContainers', new HostUnreachableError('time-out')],
      ['listContainers', new EngineAnswerError('half an answer')],
      ['listVolumes', new HostUnreachableError('reset')],
      ['findContainer', new HostUnreachableError('time-out')],
    ])('is not lost as long as %s only failed: %s', async (method, before) => {
      const instance = await engine.served();
      await engine.docker.removeContainer(ENDPOINT, containerOf(instance));
      engine.docker.inject(method, { before });

      await reconciler.pass();

      expect(await healthOf(instance)).toBe('ok');
    });

    it('is not lost when it was made after the list was', async () => {
      const gate = new Gate();
      engine.docker.inject('listVolumes', { until: gate.opened });
      const pass = reconciler.pass();
      await vi.waitFor(() => {
        expect(engine.docker.calls()).toContain('listVolumes');
      }, 10_000);

      const instance = await engine.served();
      gate.open();
      await pass;

      expect(await healthOf(instance)).toBe('ok');
      expect(engine.docker.calls().slice(-2)).toEqual(['findContainer', 'describeEngine']);
    });
  });

  describe('a host whose engine does not answer', () => {
    it('gets nothing new after three passes, is told of once, and is asked on (row 64)', async () => {
      engine.docker.unplug(ENDPOINT);

      await reconciler.passes(2);
      expect(await isCandidate()).toBe(true);
      await reconciler.passes(3);
      expect(await isCandidate()).toBe(false);
      expect(said('host is degraded: no new instances there until its Docker answers')).toBe(1);

      engine.docker.plug(ENDPOINT);
      await reconciler.pass();
      expect(await isCandidate()).toBe(true);
      expect(said('host is no longer degraded')).toBe(1);
    });

    it('has its postponed work done at once when it answers again', async () => {
      const { operation } = await engine.order();
      await engine.stores.operations.postpone((await engine.claim(operation.operationId)).claim, 3_600_000);
      engine.docker.unplug(ENDPOINT);
      await reconciler.pass();
      expect(await engine.stores.operations.findDue(10, [])).toEqual([]);

      engine.docker.plug(ENDPOINT);
      await reconciler.pass();

      expect(await engine.stores.operations.findDue(10, [])).toHaveLength(1);
    });
  });

  describe('ports that strangers publish', () => {
    it('are not handed out', async () => {
      await reconciler.addContainer('foreign', {}, 20_000);
      await reconciler.addContainer('theirs', { ...reconciler.labels('i', 'o'), 'docker-broker.broker': 'x' }, 20_001);
      vi.spyOn(Math, 'random').mockReturnValue(0);

      await reconciler.pass();
      const { instanceId } = await engine.served();

      expect(await engine.stores.instances.findPorts(instanceId)).toMatchObject([{ hostPort: 20_002 }]);
    });
  });

  describe('several brokers', () => {
    it('take turns: one pass at a time', async () => {
      const gate = new Gate();
      engine.docker.inject('listContainers', { until: gate.opened });
      const first = reconciler.pass();
      await vi.waitFor(() => {
        expect(engine.docker.calls()).toEqual(['listContainers']);
      }, 10_000);

      await reconciler.pass();

      expect(engine.docker.calls()).toEqual(['listContainers']);
      gate.open();
      await first;
    });

    it('follow one that has died in a pass, and let it write nothing when it wakes (row 32)', async () => {
      const instance = await engine.served();
      await stop(instance);
      const late = await reconciler.addLate('gone', instance.operation.operationId);
      await reconciler.pass();
      await reconciler.age();
      await stop(instance);
      const gate = new Gate();
      engine.docker.inject('listVolumes', { until: gate.opened });
      const stalled = reconciler.pass();
      await vi.waitFor(async () => {
        expect(await engine.stores.passes.findDue(1_000)).toEqual([]);
      }, 10_000);

      await reconciler.expire();
      const next = await engine.stores.passes.claim(HOST_ID, 'next', 60_000);
      gate.open();
      await stalled;

      expect(next).toBeDefined();
      expect(stateOf(instance)).toBe('exited');
      expect(reconciler.containerIds()).toContain(late);
      expect(said('pass over a host broke off')).toBe(1);
      await reconciler.expire();
      await reconciler.pass();
      expect(stateOf(instance)).toBe('running');
      expect(reconciler.containerIds()).not.toContain(late);
    });

    it('give the host back at once when they stop (row 9)', async () => {
      const instance = await engine.served();
      await stop(instance);
      const broker = reconciler.newBroker();

      await broker.execute(HOST_ID, { nextInMs: 3_600_000, signal: AbortSignal.abort() });

      expect(stateOf(instance)).toBe('exited');
      expect(await engine.stores.passes.findDue(1_000)).toEqual([HOST_ID]);
    });
  });
});
