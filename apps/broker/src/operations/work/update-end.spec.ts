import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ContainerStuckError, EngineRefusedError, HostUnreachableError } from '#docker-driver';
import { execOutcome } from '#docker-driver/testing';
import { RecordingLogger } from '../testing/recording-logger.js';
import { ENDPOINT, type TestEngine } from '../testing/test-engine.js';
import { toPlan, UpdateBench } from '../testing/update-bench.js';

describe('an update that fails', () => {
  let bench: UpdateBench;
  let engine: TestEngine;

  let log: RecordingLogger;

  beforeAll(() => {
    log = RecordingLogger.install();
  });
  afterAll(() => {
    RecordingLogger.restore();
  });

  beforeEach(async () => {
    bench = await UpdateBench.open();
    ({ engine } = bench);
  });

  afterEach(() => engine.close());

  it('goes back when the new container does not stay up, and says so', async () => {
    const instance = await engine.served();
    const [old] = engine.docker.containers(ENDPOINT);
    bench.startOnly((containerId) => containerId === old?.containerId);

    const operation = await bench.update(instance, toPlan({ environment: { A: '1' } }));

    expect(operation).toMatchObject({ state: 'failed', isUsable: true, isRepeatable: true });
    expect(operation.description).toContain('ended right after its start');
    await bench.expectAsBefore(instance);
  });

  it('makes the old container anew when that can never start again', async () => {
    const instance = await engine.served();
    bench.play(({ command }) => (command[0] === '/update' ? 1 : 0));
    const operationId = await engine.orderUpdate(instance, toPlan({ environment: { A: '1' } }));
    engine.docker.inject('startContainer', {});
    engine.docker.inject('startContainer', { before: new ContainerStuckError('task already exists') });

    expect(await engine.finish(operationId)).toMatchObject({ state: 'failed', isUsable: true });

    expect(engine.docker.calls().filter((call) => call === 'createContainer')).toHaveLength(3);
    await bench.expectAsBefore(instance);
  });

  it('says that the instance does not work when there is no way back (ERR-04)', async () => {
    const instance = await engine.served();
    const [old] = engine.docker.containers(ENDPOINT);
    bench.play(({ command }) => (command[0] === '/update' ? 1 : 0));
    bench.startOnly((containerId) => containerId !== old?.containerId);

    expect(await bench.update(instance, toPlan({ environment: { A: '1' } }))).toMatchObject({
      ...{ state: 'failed', isUsable: false },
    });
    expect(await engine.stores.instances.find(instance.instanceId)).toMatchObject({ state: 'ready', planName: '100' });
  });

  it('gives up after five tries where a stranger has taken the port meanwhile; a later update mends it (UPD-17)', async () => {
    const instance = await engine.served();
    const [claim] = await engine.stores.instances.findPorts(instance.instanceId);
    const hostPort = claim?.hostPort ?? 0;
    engine.docker.play(({ command }) => {
      if (command[0] === '/update') engine.docker.takePort(ENDPOINT, hostPort);
      return execOutcome({ exitCode: command[0] === '/update' ? 1 : 0 });
    });

    expect(await bench.update(instance, toPlan({ environment: { A: '1' } }))).toMatchObject({
      ...{ state: 'failed', isUsable: false, attempts: 4 },
    });

    engine.docker.freePort(ENDPOINT, hostPort);
    bench.play(() => 0);
    expect(await bench.update(instance, toPlan({ environment: { A: '2' } }))).toMatchObject({ state: 'succeeded' });
    expect(engine.docker.containers(ENDPOINT)).toMatchObject([{ state: 'running', ports: [{ hostPort }] }]);
  });

  it('gives up after five tries where the engine refuses to go back, and says why in the log', async () => {
    const instance = await engine.served();
    bench.play(({ command }) => (command[0] === '/update' ? 1 : 0));
    engine.docker.inject('removeContainer', { before: new EngineRefusedError('no way'), times: 100 });

    expect(await bench.update(instance, toPlan({ environment: { A: '1' } }))).toMatchObject({
      ...{ state: 'failed', isUsable: false, attempts: 4 },
    });
    expect(log.text()).toContain('an instance does not work since its update failed');
    expect(log.text()).toContain('no way');
  });

  it('waits for a host that does not answer, on the way back for as long as it takes', async () => {
    const instance = await engine.served();
    bench.play(({ command }) => (command[0] === '/update' ? 1 : 0));
    engine.docker.inject('removeContainer', { before: new HostUnreachableError('away'), times: 7 });

    expect(await bench.update(instance, toPlan({ environment: { A: '1' } }))).toMatchObject({
      ...{ state: 'failed', isUsable: true },
    });
    await bench.expectAsBefore(instance);
  });
});
