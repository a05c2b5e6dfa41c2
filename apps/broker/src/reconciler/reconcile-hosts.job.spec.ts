import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { aHost } from '#persistence/testing';
import { BrokerConfig } from '../config/broker-config.types.js';
import { ReconcilerConfig } from '../config/reconciler-config.js';
import { Gate } from '../operations/testing/gate.js';
import { RecordingLogger } from '../operations/testing/recording-logger.js';
import { TestEngine } from '../operations/testing/test-engine.js';
import { ReconcileHostsJob } from './reconcile-hosts.job.js';
import { TestReconciler } from './testing/test-reconciler.js';

describe('ReconcileHostsJob', () => {
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
    await engine.stores.hosts.recordPing(aHost({ dockerHost: 'unix:///run/other.sock', dockerPort: 0 }));
  });
  afterEach(() => engine.close());

  const newJob = (everySeconds = 15): ReconcileHostsJob => {
    const reconciler = Object.assign(new ReconcilerConfig(), { everySeconds });
    const config = Object.assign(new BrokerConfig(), { reconciler });
    return new ReconcileHostsJob(engine.stores.passes, new TestReconciler(engine).newBroker(), config);
  };
  const lists = (): number => engine.docker.calls().filter((method) => method === 'listVolumes').length;

  it('passes over every host, and then not before its time', async () => {
    const job = newJob();

    await job.reconcile();
    await vi.waitFor(() => {
      expect(lists()).toBe(2);
    }, 10_000);
    await job.beforeApplicationShutdown();

    expect(await engine.stores.passes.findDue(1_000)).toEqual([]);
  });

  it('does nothing when it is switched off, or stops', async () => {
    await newJob(0).reconcile();
    const stopped = newJob();
    await stopped.beforeApplicationShutdown();
    await stopped.reconcile();

    expect(engine.docker.calls()).toEqual([]);
    expect(await engine.stores.passes.findDue(1_000)).toHaveLength(2);
  });

  it('lets a host that hangs hold up no other, and gives it back when it stops', async () => {
    const gate = new Gate();
    engine.docker.inject('listContainers', { until: gate.opened });
    const job = newJob();

    await job.reconcile();
    await vi.waitFor(() => {
      expect(lists()).toBe(1);
    }, 10_000);
    await job.reconcile();
    const stopped = job.beforeApplicationShutdown();
    gate.open();
    await stopped;

    expect(await engine.stores.passes.findDue(1_000)).toHaveLength(1);
  });

  it('says when the database does not answer, and goes on', async () => {
    vi.spyOn(engine.stores.passes, 'findDue').mockRejectedValueOnce(new Error('away'));
    vi.spyOn(engine.stores.passes, 'claim').mockRejectedValueOnce(new Error('away'));
    const job = newJob();

    await job.reconcile();
    await job.reconcile();
    await vi.waitFor(() => {
      expect(lists()).toBe(1);
    }, 10_000);
    await job.beforeApplicationShutdown();

    expect(logger.entries).toMatchObject([
      { message: 'hosts could not be reconciled', reason: 'Error: away' },
      { message: 'hosts could not be reconciled', reason: 'Error: away' },
    ]);
  });
});
