import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { EngineBusyError, HostUnreachableError } from '#docker-driver';
import { Gate } from '../operations/testing/gate.js';
import { RecordingLogger } from '../operations/testing/recording-logger.js';
import { ENDPOINT, TestEngine } from '../operations/testing/test-engine.js';
import { HOST_ID, TestReconciler } from './testing/test-reconciler.js';

describe('orphans', () => {
  let engine: TestEngine;
  let reconciler: TestReconciler;
  beforeAll(() => RecordingLogger.install());
  afterAll(() => {
    RecordingLogger.restore();
  });
  beforeEach(async () => {
    engine = await TestEngine.open();
    reconciler = new TestReconciler(engine);
  });
  afterEach(() => engine.close());

  /** An instance that was made and deleted; its operation is the tombstone. */
  const deleted = async (): Promise<{ instanceId: string; operationId: string }> => {
    const { instanceId, operation } = await engine.served();
    await engine.finish(await engine.orderDeprovision(instanceId));
    return { instanceId, operationId: operation.operationId };
  };
  const late = async (): Promise<string> => {
    const { instanceId, operationId } = await deleted();
    return reconciler.addLate(instanceId, operationId);
  };
  /** As many as it takes to remove whatever may be removed. */
  const passes = async (): Promise<void> => {
    for (let pass = 0; pass < 4; pass += 1) {
      await reconciler.pass();
      await reconciler.age();
    }
  };

  it('are removed once a tombstone proves them ours and they were seen twice (row 33)', async () => {
    const containerId = await late();

    await reconciler.passes(2);
    expect(reconciler.containerIds()).toEqual([containerId]);
    expect(await reconciler.orphans()).toMatchObject([{ kind: 'container', resourceId: containerId }]);
    await reconciler.age();
    await reconciler.pass();

    expect(reconciler.containerIds()).toEqual([]);
    expect(await reconciler.orphans()).toEqual([]);
  });

  it('are volumes as well, once no container uses them', async () => {
    const { instanceId, operationId } = await deleted();
    const labels = reconciler.labels(instanceId, operationId);
    await engine.docker.ensureVolume(ENDPOINT, { volumeName: 'osb-late-0', labels });
    await engine.docker.ensureVolume(ENDPOINT, { volumeName: 'foreign', labels: {} });

    await passes();

    expect(engine.docker.volumes(ENDPOINT)).toEqual(['foreign']);
  });

  it('are never more than five in a pass', async () => {
    for (let count = 0; count < 7; count += 1) await late();
    await reconciler.pass();
    await reconciler.age();

    await reconciler.pass();
    expect(reconciler.containerIds()).toHaveLength(2);
    await reconciler.pass();
    expect(reconciler.containerIds()).toEqual([]);
  });

  it('are none while the instance is only listed too early, or too late', async () => {
    const { instanceId } = await engine.served();
    const gate = new Gate();
    engine.docker.inject('listVolumes', { until: gate.opened });
    const pass = reconciler.pass();
    await vi.waitFor(() => {
      expect(engine.docker.calls()).toContain('listVolumes');
    }, 10_000);
    await engine.finish(await engine.orderDeprovision(instanceId));
    gate.open();
    await pass;
    const removals = engine.docker.calls().filter((method) => method === 'removeContainer').length;

    await reconciler.pass();

    expect(await reconciler.orphans()).toEqual([]);
    expect(engine.docker.calls().filter((method) => method === 'removeContainer')).toHaveLength(removals);
  });

  it('are left alone while an operation lives on an instance of their id', async () => {
    const { instanceId, operationId } = await deleted();
    const containerId = await reconciler.addLate(instanceId, operationId, 'osb-other');
    await engine.order(undefined, { instanceId });

    await passes();

    expect(reconciler.containerIds()).toEqual([containerId]);
  });

  it('stay where the engine is busy with them, and the others go', async () => {
    const first = await late();
    await late();
    await reconciler.pass();
    await reconciler.age();
    engine.docker.inject('removeContainer', { before: new EngineBusyError('removal in progress') });

    await reconciler.pass();

    expect(reconciler.containerIds()).toEqual([first]);
    await reconciler.pass();
    expect(reconciler.containerIds()).toEqual([]);
  });

  it('are removed although the answer got lost', async () => {
    await late();
    await reconciler.pass();
    await reconciler.age();
    engine.docker.inject('removeContainer', { after: new HostUnreachableError('reset') });

    await reconciler.passes(2);

    expect(reconciler.containerIds()).toEqual([]);
    expect(await reconciler.orphans()).toEqual([]);
  });

  it('are met by their id: a stale remover does no harm to a later container of the same name (row 59)', async () => {
    const { instanceId, operationId } = await deleted();
    await reconciler.addLate(instanceId, operationId);
    await reconciler.pass();
    await reconciler.age();
    const gate = new Gate();
    engine.docker.inject('removeContainer', { until: gate.opened });
    const stale = reconciler.pass();
    await vi.waitFor(() => {
      expect(engine.docker.calls().at(-1)).toBe('removeContainer');
    }, 10_000);

    const again = await engine.order(undefined, { instanceId, ...named(instanceId) });
    expect(await engine.finish(again.operation.operationId)).toMatchObject({ state: 'succeeded' });
    gate.open();
    await stale;
    await passes();

    const { docker, stores } = engine;
    expect(docker.containers(ENDPOINT)).toMatchObject([{ name: again.containerName, state: 'running' }]);
    expect(docker.volumes(ENDPOINT)).toHaveLength(1);
    expect(await stores.instances.find(instanceId)).toMatchObject({ state: 'ready', health: 'ok' });
  });

  it('are left to the broker that has taken the host over right before (row 32)', async () => {
    const containerId = await late();
    await reconciler.pass();
    await reconciler.age();
    const { passes: store } = engine.stores;
    vi.spyOn(store, 'recordSightings').mockImplementationOnce(async (...call) => {
      await store.recordSightings(...call);
      await reconciler.expire();
      await store.claim(HOST_ID, 'next', 60_000);
    });

    await reconciler.pass();

    expect(reconciler.containerIds()).toEqual([containerId]);
  });

  it('do not hold up their instance when it is ordered again: it gets a container of its own', async () => {
    const { instanceId, operationId } = await deleted();
    const left = await reconciler.addLate(instanceId, operationId);
    await reconciler.pass();
    await reconciler.age();

    const again = await engine.order(undefined, { instanceId, ...named(instanceId) });
    expect(await engine.finish(again.operation.operationId)).toMatchObject({ state: 'succeeded' });
    await passes();

    expect(reconciler.containerIds()).toHaveLength(1);
    expect(reconciler.containerIds()).not.toContain(left);
  });

  describe('after a database was restored from an old backup (row 74)', () => {
    it('stay when the backup does not know of their making', async () => {
      const { instanceId } = await engine.served();
      await reconciler.change('DELETE FROM service_instance WHERE id = ?', [instanceId]);
      await reconciler.change('DELETE FROM operation WHERE instance_id = ?', [instanceId]);

      await passes();

      expect(reconciler.containerIds()).toHaveLength(1);
      expect(engine.docker.volumes(ENDPOINT)).toHaveLength(1);
      expect(await reconciler.orphans()).toMatchObject([
        { kind: 'container', instanceId, tombstone: 'unknown' },
        { kind: 'volume', instanceId, tombstone: 'unknown' },
      ]);
    });

    it('stay when the backup knows an earlier life of their instance, but not this one', async () => {
      const { instanceId } = await deleted();
      const again = await engine.order(undefined, { instanceId, ...named(instanceId) });
      await engine.finish(again.operation.operationId);
      await reconciler.change('DELETE FROM service_instance WHERE id = ?', [instanceId]);
      await reconciler.change('DELETE FROM operation WHERE id = ?', [again.operation.operationId]);

      await passes();

      expect(reconciler.containerIds()).toHaveLength(1);
      expect(engine.docker.volumes(ENDPOINT)).toHaveLength(1);
    });

    it('are none when the backup does not know of their deletion: those instances are lost', async () => {
      const { instanceId, containerName } = await engine.served();
      const [container] = engine.docker.containers(ENDPOINT);
      await engine.docker.removeContainer(ENDPOINT, container?.containerId ?? '');
      await engine.docker.removeVolume(ENDPOINT, `${containerName}-0`);

      await passes();

      expect(await engine.stores.instances.find(instanceId)).toMatchObject({ state: 'ready', health: 'lost' });
    });

    it('keep their ports from others', async () => {
      await reconciler.addContainer('osb-unknown', reconciler.labels('unknown', 'unknown'), 20_000);
      vi.spyOn(Math, 'random').mockReturnValue(0);

      await reconciler.passes(2);
      const { instanceId } = await engine.served();

      expect(await engine.stores.instances.findPorts(instanceId)).toMatchObject([{ hostPort: 20_001 }]);
    });
  });

  it.each<[string, (own: Readonly<Record<string, string>>) => Readonly<Record<string, string>>]>([
    ['no label', () => ({})],
    ["another installation's label", (own) => ({ ...own, 'docker-broker.broker': 'another' })],
  ])('are none with %s, which nobody touches or lists', async (_, toLabels) => {
    const { instanceId, operationId } = await deleted();
    const labels = toLabels(reconciler.labels(instanceId, operationId));
    const containerId = await reconciler.addContainer(`osb-${instanceId}`, labels);
    await engine.docker.ensureVolume(ENDPOINT, { volumeName: `osb-${instanceId}-0`, labels });

    await passes();

    expect(reconciler.containerIds()).toEqual([containerId]);
    expect(engine.docker.volumes(ENDPOINT)).toEqual([`osb-${instanceId}-0`]);
    expect(await reconciler.orphans()).toEqual([]);
  });
});

function named(instanceId: string): { readonly containerName: string } {
  return { containerName: `osb-${instanceId}` };
}
