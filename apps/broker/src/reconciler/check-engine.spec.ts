import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EngineBusyError } from '#docker-driver';
import { RecordingLogger } from '../operations/testing/recording-logger.js';
import { ENDPOINT, TestEngine } from '../operations/testing/test-engine.js';
import { HOST_ID, TestReconciler } from './testing/test-reconciler.js';

const OLD = { apiVersion: '1.40' };
const UNSAFE = 'host is unsafe: no new instances there until its Docker is';

describe('CheckEngine', () => {
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

  const isCandidate = async (): Promise<boolean> => (await engine.stores.hosts.findCandidates()).length === 1;
  const said = (): unknown[] => logger.entries.map((entry) => (entry as { message?: string }).message);

  it('has nothing to say of an engine that is safe', async () => {
    await reconciler.passes(2);

    expect(await isCandidate()).toBe(true);
    expect(said()).toEqual([]);
  });

  it('keeps new instances from one that is not until it is, and tells once of either', async () => {
    engine.docker.changeEngine(ENDPOINT, OLD);
    await reconciler.passes(2);
    await reconciler.pass(reconciler.newBroker());
    expect(await isCandidate()).toBe(false);
    expect(logger.entries).toMatchObject([
      { message: UNSAFE, hostId: HOST_ID, reason: expect.stringContaining('upgrade Docker') as string },
    ]);

    engine.docker.changeEngine(ENDPOINT, {});
    await reconciler.passes(2);
    expect(await isCandidate()).toBe(true);
    expect(said()).toEqual([UNSAFE, 'host is safe by now']);
  });

  it('tells again when the reason is another one', async () => {
    for (const change of [OLD, { securityOptions: [] }]) {
      engine.docker.changeEngine(ENDPOINT, change);
      await reconciler.pass();
    }

    expect(said()).toEqual([UNSAFE, UNSAFE]);
  });

  it('gives its advice at first sight alone', async () => {
    engine.docker.changeEngine(ENDPOINT, { isLiveRestoreOn: false });
    await reconciler.passes(2);
    await reconciler.pass(reconciler.newBroker());

    expect(await isCandidate()).toBe(true);
    expect(logger.entries).toMatchObject([
      { message: 'host could be safer', advice: [expect.stringContaining('live-restore') as string] },
    ]);
  });

  it('holds on to what it found while an engine does not say', async () => {
    engine.docker.changeEngine(ENDPOINT, OLD);
    await reconciler.pass();
    engine.docker.changeEngine(ENDPOINT, {});
    engine.docker.inject('describeEngine', { before: new EngineBusyError('busy') });
    await reconciler.pass();

    expect(await isCandidate()).toBe(false);
  });

  it('goes on tending the instances of one that is not safe', async () => {
    const instance = await engine.served();
    engine.docker.changeEngine(ENDPOINT, OLD);
    await reconciler.pass();
    const [container] = engine.docker.containers(ENDPOINT);
    await engine.docker.stopContainer(ENDPOINT, container?.containerId ?? '');

    await reconciler.pass();

    expect(engine.docker.containers(ENDPOINT)).toMatchObject([{ name: instance.containerName, state: 'running' }]);
  });
});
