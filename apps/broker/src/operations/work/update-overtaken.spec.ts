import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { execOutcome } from '#docker-driver/testing';
import { WorkBlockedError } from '../operations.errors.js';
import { Gate } from '../testing/gate.js';
import { RecordingLogger } from '../testing/recording-logger.js';
import { ENDPOINT, type TestEngine } from '../testing/test-engine.js';
import { toPlan, UpdateBench } from '../testing/update-bench.js';

describe('an update that something comes between', () => {
  let bench: UpdateBench;
  let engine: TestEngine;

  beforeAll(() => RecordingLogger.install());
  afterAll(() => {
    RecordingLogger.restore();
  });

  beforeEach(async () => {
    bench = await UpdateBench.open();
    ({ engine } = bench);
  });

  afterEach(() => engine.close());

  it('is overtaken by a deletion at any point, which removes both containers (row 61)', async () => {
    const instance = await engine.served();
    const gate = new Gate();
    engine.docker.play(async ({ command }) => {
      if (command[0] === '/update') await gate.opened;
      return execOutcome();
    });
    const updateId = await engine.orderUpdate(instance, toPlan({ volumes: ['/data', '/more'] }));
    const runner = engine.newRunner();
    await runner.resume();
    await vi.waitFor(() => {
      expect(bench.scripts().at(-1)?.[0]).toBe('/update');
    }, 10_000);
    expect(engine.docker.containers(ENDPOINT)).toHaveLength(2);

    expect(await engine.orderDeprovision(instance.instanceId)).toBe(updateId);
    runner.interrupt(updateId);
    gate.open();
    expect(await engine.finish(updateId, runner)).toMatchObject({ kind: 'deprovision', state: 'succeeded' });

    expect(engine.docker.containers(ENDPOINT)).toEqual([]);
    expect(engine.docker.volumes(ENDPOINT)).toEqual([]);
  });

  it('does not have its old container started by an unbind meanwhile (row 61)', async () => {
    const instance = await engine.served();
    const binding = await engine.bound(instance.instanceId);
    const gate = new Gate();
    const before = engine.docker.containers(ENDPOINT)[0]?.containerId;
    const started = vi.fn<(containerId: string) => void>();
    const start = engine.docker.startContainer.bind(engine.docker);
    vi.spyOn(engine.docker, 'startContainer').mockImplementation(async (endpoint, containerId) => {
      started(containerId);
      if (containerId !== before) await gate.opened;
      await start(endpoint, containerId);
    });
    const updating = engine.finish(await engine.orderUpdate(instance, toPlan({ environment: { A: '1' } })));
    await vi.waitFor(() => {
      expect(started).toHaveBeenCalled();
    }, 10_000);

    const unbinding = await engine.orderUnbind(binding);
    await engine.workAndDie(unbinding);
    gate.open();

    expect(await updating).toMatchObject({ state: 'succeeded' });
    expect(await engine.finish(unbinding)).toMatchObject({ state: 'succeeded' });
    expect(started).not.toHaveBeenCalledWith(before);
    expect(bench.scripts().at(-1)).toEqual(['/unbind', `${instance.containerName}.g1`]);
  });

  it('that ends while an unbind looks for the old container: its login is revoked in the new one (rows 49 and 61)', async () => {
    const instance = await engine.served();
    const binding = await engine.bound(instance.instanceId);
    const updating = await engine.orderUpdate(instance, toPlan({ environment: { A: '1' } }));
    const unbinding = await engine.orderUnbind(binding);
    const find = engine.docker.findContainer.bind(engine.docker);
    vi.spyOn(engine.docker, 'findContainer').mockImplementationOnce(async (endpoint, name) => {
      expect(await engine.finish(updating)).toMatchObject({ state: 'succeeded' });
      return find(endpoint, name);
    });

    expect(await engine.workAndGiveBack(unbinding)).toBeInstanceOf(WorkBlockedError);

    expect(bench.scripts().at(-1)?.[0]).not.toBe('/unbind');
    expect(await engine.finish(unbinding)).toMatchObject({ state: 'succeeded' });
    expect(bench.scripts().at(-1)).toEqual(['/unbind', `${instance.containerName}.g1`]);
  });

  it('that is called off is taken back', async () => {
    const instance = await engine.served();
    const gate = new Gate();
    engine.docker.play(async ({ containerName }) => {
      if (containerName.endsWith('.g1')) await gate.opened;
      return execOutcome();
    });
    const operationId = await engine.orderUpdate(instance, toPlan({ environment: { A: '1' } }));
    const runner = engine.newRunner();
    await runner.resume();
    await vi.waitFor(() => {
      expect(engine.docker.containers(ENDPOINT)).toHaveLength(2);
    }, 10_000);
    await engine.stores.operations.callOff(operationId, 'too late');
    runner.interrupt(operationId);
    gate.open();

    expect(await engine.finish(operationId, runner)).toMatchObject({ state: 'failed', description: 'too late' });
    await bench.expectAsBefore(instance);
  });

  it('past the switch goes on to the end, whatever is said of it (row 61)', async () => {
    const instance = await engine.served();
    const operationId = await engine.orderUpdate(instance, toPlan({ environment: { A: '1' } }));
    engine.docker.inject('removeContainer', { before: new Error('kill -9') });
    await engine.workAndDie(operationId);
    expect(engine.docker.containers(ENDPOINT)).toMatchObject([
      { state: 'exited', restart: 'no' },
      { state: 'running' },
    ]);
    await engine.stores.operations.callOff(operationId, 'too late');

    expect(await engine.finish(operationId)).toMatchObject({ state: 'succeeded' });
    const name = `${instance.containerName}.g1`;
    expect(engine.docker.containers(ENDPOINT)).toMatchObject([{ name, state: 'running', restart: 'always' }]);
  });
});
