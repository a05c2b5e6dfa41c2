import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { aDefinition } from '../catalog/testing/a-definition.js';
import { Gate } from './testing/gate.js';
import { RecordingLogger } from './testing/recording-logger.js';
import { ENDPOINT, TestEngine } from './testing/test-engine.js';

const PATIENCE_MS = 15_000;

describe('a host that hangs or is away', () => {
  let engine: TestEngine;

  beforeAll(() => {
    RecordingLogger.install();
  });
  afterAll(() => {
    RecordingLogger.restore();
  });
  beforeEach(async () => {
    engine = await TestEngine.open({ workers: 4, workersPerHost: 2 });
    await engine.addHost('/run/quick.sock');
  });
  afterEach(() => engine.close());

  it('keeps no worker from the work on other hosts', async () => {
    const gate = new Gate();
    const runner = engine.newRunner();
    engine.docker.inject('findImage', { until: gate.opened, times: 2 });
    const onSlow = [await engine.order(), await engine.order(), await engine.order(), await engine.order()];
    for (const { operation, hostId } of onSlow) runner.start({ ...operation, hostId });
    await vi.waitFor(() => {
      expect(engine.docker.calls().filter((method) => method === 'findImage')).toHaveLength(2);
    }, PATIENCE_MS);

    const { operation } = await engine.order(aDefinition(), { hostId: 'unix:///run/quick.sock' });
    const ended = await engine.finish(operation.operationId, runner);

    expect(ended).toMatchObject({ state: 'succeeded' });
    expect(engine.docker.containers(ENDPOINT)).toEqual([]);
    gate.open();
    for (const one of onSlow)
      expect(await engine.finish(one.operation.operationId, runner)).toMatchObject({ state: 'succeeded' });
  });

  it('is told to whoever waits, and the work goes on once the host is back (row 34)', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(1);
    engine.docker.unplug(ENDPOINT);
    const runner = engine.newRunner();
    const { operation, hostId } = await engine.order();
    runner.start(operation);

    await vi.waitFor(async () => {
      expect(await engine.operation(operation.operationId)).toMatchObject({
        state: 'in progress',
        attempts: 1,
        description: expect.stringContaining('waiting for the Docker host') as string,
      });
    }, PATIENCE_MS);
    engine.docker.plug(ENDPOINT);
    await engine.stores.operations.wakeHost(hostId);

    expect(await engine.finish(operation.operationId, runner)).toMatchObject({ state: 'succeeded' });
  });
});
