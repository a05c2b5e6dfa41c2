import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { EngineBusyError, ExecLostError, HostFullError, HostUnreachableError } from '#docker-driver';
import { execOutcome } from '#docker-driver/testing';
import { DatabaseUnavailableError } from '#persistence';
import { aDefinition } from '../catalog/testing/a-definition.js';
import { Gate } from './testing/gate.js';
import { RecordingLogger } from './testing/recording-logger.js';
import { ENDPOINT, TestEngine } from './testing/test-engine.js';

const PATIENCE_MS = 15_000;

describe('DurableOperationRunner', () => {
  let engine: TestEngine;
  let logger: RecordingLogger;

  beforeAll(() => {
    logger = RecordingLogger.install();
  });
  afterAll(() => {
    RecordingLogger.restore();
  });

  beforeEach(async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    logger.entries.length = 0;
    engine = await TestEngine.open();
  });

  afterEach(() => engine.close());

  const stateOf = async (operationId: string): Promise<string | undefined> =>
    (await engine.operation(operationId))?.state;
  const called = (method: string): Promise<void> =>
    vi.waitFor(() => {
      expect(engine.docker.calls()).toContain(method);
    }, PATIENCE_MS);

  it('works on what it is told to, and tells when it has ended', async () => {
    const runner = engine.newRunner();
    const { operation } = await engine.order();

    runner.start(operation);
    runner.start(operation);
    const ended = await runner.waitForEnd(operation.operationId, PATIENCE_MS);

    expect(ended).toMatchObject({ state: 'succeeded', description: 'the instance is ready' });
    expect(engine.docker.calls().filter((method) => method === 'createContainer')).toHaveLength(1);
  });

  it('tells how an operation stands when the time to wait is over', async () => {
    const gate = new Gate();
    engine.docker.inject('startContainer', { until: gate.opened });
    const runner = engine.newRunner();
    const { operation } = await engine.order();

    runner.start(operation);
    await called('startContainer');
    const standing = await runner.waitForEnd(operation.operationId, 1);
    gate.open();

    expect(standing).toMatchObject({ state: 'in progress', step: 'start', description: 'starting the service' });
    expect(await runner.waitForEnd(operation.operationId, PATIENCE_MS)).toMatchObject({ state: 'succeeded' });
  });

  it('watches an operation that is in the hands of another broker', async () => {
    const gate = new Gate();
    engine.docker.inject('startContainer', { until: gate.opened });
    const { operation } = await engine.order();
    engine.newRunner().start(operation);
    await called('startContainer');
    const other = engine.newRunner();

    other.start(operation);
    const ended = other.waitForEnd(operation.operationId, PATIENCE_MS);
    gate.open();

    expect(await ended).toMatchObject({ state: 'succeeded' });
    expect(engine.docker.calls().filter((method) => method === 'createContainer')).toHaveLength(1);
  });

  it('knows no operation that was never stored', async () => {
    const runner = engine.newRunner();

    runner.start({ operationId: '00000000-0000-0000-0000-000000000000' });

    expect(await runner.waitForEnd('00000000-0000-0000-0000-000000000000', PATIENCE_MS)).toBeUndefined();
  });

  it('tries a start again whose answer got lost, in the same container (row 24)', async () => {
    engine.docker.inject('startContainer', { after: new HostUnreachableError('reset') });
    const { operation } = await engine.order();

    const ended = await engine.finish(operation.operationId);

    expect(ended).toMatchObject({ state: 'succeeded', attempts: 1 });
    expect(engine.docker.containers(ENDPOINT)).toHaveLength(1);
  });

  it('runs a script again that went with a restart of the engine', async () => {
    engine.docker.inject('runExec', { after: new ExecLostError('not known any more') });
    const { operation } = await engine.order();

    const ended = await engine.finish(operation.operationId);

    expect(ended).toMatchObject({ state: 'succeeded', attempts: 1 });
    expect(engine.docker.calls().filter((method) => method === 'runExec')).toHaveLength(2);
  });

  it('adopts the container that an earlier try has made (rows 18 and 20)', async () => {
    engine.docker.inject('createContainer', { after: new HostUnreachableError('reset') });
    const { operation } = await engine.order();

    const runner = engine.newRunner();
    runner.start(operation);
    await vi.waitFor(() => {
      expect(logger.text()).toContain('postpone');
    }, PATIENCE_MS);
    const [made] = engine.docker.containers(ENDPOINT);
    await engine.finish(operation.operationId);

    expect(engine.docker.containers(ENDPOINT)).toMatchObject([{ containerId: made?.containerId, state: 'running' }]);
  });

  it('leaves a postponed operation to whichever broker comes first', async () => {
    engine.docker.unplug(ENDPOINT);
    const first = engine.newRunner();
    const { operation } = await engine.order();
    first.start(operation);
    await vi.waitFor(async () => {
      expect(await engine.operation(operation.operationId)).toMatchObject({ attempts: 1 });
    }, PATIENCE_MS);
    await first.beforeApplicationShutdown();
    engine.docker.plug(ENDPOINT);

    expect(await engine.finish(operation.operationId, engine.newRunner())).toMatchObject({ state: 'succeeded' });
  });

  it('gives its leases back when the process stops, so that the next broker goes on at once', async () => {
    const gate = new Gate();
    engine.docker.play(async () => {
      await gate.opened;
      return execOutcome();
    });
    const first = engine.newRunner();
    const { operation } = await engine.order();
    first.start(operation);
    await called('runExec');

    await first.beforeApplicationShutdown();
    const due = await engine.stores.operations.findDue(1, []);
    gate.open();

    expect(due).toMatchObject([{ operationId: operation.operationId }]);
    first.start(operation);
    expect(await engine.finish(operation.operationId)).toMatchObject({ state: 'succeeded' });
  });

  it('works on no more operations at once than it is allowed, and on the others afterwards', async () => {
    await engine.close();
    engine = await TestEngine.open({ workers: 2 });
    let running = 0;
    let most = 0;
    engine.docker.play(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 20));
      running -= 1;
      return execOutcome();
    });
    const runner = engine.newRunner();
    const orders = await Promise.all(Array.from({ length: 5 }, () => engine.order()));

    for (const { operation } of orders) runner.start(operation);
    const ended = await Promise.all(
      orders.map(({ operation }) => runner.waitForEnd(operation.operationId, PATIENCE_MS)),
    );

    expect(ended.map((operation) => operation?.state)).toEqual(Array(5).fill('succeeded'));
    expect(most).toBe(2);
  });

  it('undoes a creation past its deadline, as soon as the host is back (rows 34 and 35)', async () => {
    const { instanceId, operation } = await engine.order();
    await engine.stores.database.read((manager) => manager.query('UPDATE operation SET deadline_at = 1'));
    engine.docker.unplug(ENDPOINT);
    const runner = engine.newRunner();
    runner.start(operation);
    await vi.waitFor(async () => {
      expect(await engine.operation(operation.operationId)).toMatchObject({ mode: 'undo', attempts: 1 });
    }, PATIENCE_MS);
    engine.docker.plug(ENDPOINT);

    const ended = await engine.finish(operation.operationId, runner);

    expect(ended).toMatchObject({ state: 'failed', description: expect.stringContaining('in time') as string });
    expect(engine.docker.containers(ENDPOINT)).toEqual([]);
    expect(await engine.stores.instances.findPorts(instanceId)).toEqual([]);
  });

  it('undoes a creation that the engine refuses, and says so without its words', async () => {
    engine.docker.inject('createContainer', { before: new HostFullError('no space left on device') });
    const { operation } = await engine.order();

    const ended = await engine.finish(operation.operationId);

    expect(ended).toMatchObject({
      state: 'failed',
      description: expect.stringContaining('could not be made') as string,
    });
    expect(ended.description).not.toContain('no space');
    expect(logger.text()).toContain('no space');
  });

  it.each([
    ['ends by itself', true],
    ['hangs for ever', false],
  ])('turns a creation whose script %s into the deletion that overtook it', async (_, endsByItself) => {
    await engine.close();
    engine = await TestEngine.open({ scriptTimeoutSeconds: 0.3 });
    const gate = new Gate();
    engine.docker.play(async ({ command }) => {
      if (command[0] === '/provision') await gate.opened;
      return execOutcome();
    });
    const runner = engine.newRunner();
    const { instanceId, operation } = await engine.order();
    runner.start(operation);
    await called('runExec');

    const deletionId = await engine.orderDeprovision(instanceId);
    if (endsByItself) gate.open();
    runner.interrupt(deletionId);
    runner.start({ operationId: deletionId });
    const ended = await runner.waitForEnd(deletionId, PATIENCE_MS);

    expect(deletionId).toBe(operation.operationId);
    expect(ended).toMatchObject({ kind: 'deprovision', state: 'succeeded' });
    expect(engine.docker.containers(ENDPOINT)).toEqual([]);
    expect(engine.docker.volumes(ENDPOINT)).toEqual([]);
    expect(await engine.stores.instances.find(instanceId)).toBeUndefined();
    expect(await engine.stores.instances.findPorts(instanceId)).toEqual([]);
  });

  it.each(['ensureNetwork', 'createContainer', 'startContainer'] as const)(
    'has no further effect after the call in which it was overtaken by another broker: %s',
    async (method) => {
      const gate = new Gate();
      const commands: (string | undefined)[] = [];
      engine.docker.play(({ command }) => {
        commands.push(command[0]);
        return execOutcome();
      });
      engine.docker.inject(method, { until: gate.opened });
      const { instanceId, operation } = await engine.order();
      engine.newRunner().start(operation);
      await called(method);

      await engine.orderDeprovision(instanceId);
      gate.open();
      const ended = await engine.finish(operation.operationId, engine.newRunner());

      expect(ended).toMatchObject({ kind: 'deprovision', state: 'succeeded' });
      expect(commands).not.toContain('/provision');
      expect(engine.docker.containers(ENDPOINT)).toEqual([]);
      expect(engine.docker.volumes(ENDPOINT)).toEqual([]);
    },
  );

  it('goes on where it was once the database is back that was lost in the middle (row 36)', async () => {
    const { instanceId, operation } = await engine.order();
    const gate = new Gate();
    engine.docker.inject('createContainer', { until: gate.opened });
    engine.newRunner().start(operation);
    await called('createContainer');
    const away = new DatabaseUnavailableError('away');
    vi.spyOn(engine.stores.instances, 'recordContainer').mockRejectedValueOnce(away);
    vi.spyOn(engine.stores.operations, 'postpone').mockRejectedValueOnce(away);
    gate.open();
    await vi.waitFor(() => {
      expect(logger.text()).toContain('operation left for later');
    }, PATIENCE_MS);
    const [made] = engine.docker.containers(ENDPOINT);
    await engine.stores.database.read((manager) => manager.query('UPDATE operation SET due_at = 1'));

    expect(await engine.finish(operation.operationId)).toMatchObject({ state: 'succeeded' });

    expect(engine.docker.containers(ENDPOINT)).toMatchObject([{ containerId: made?.containerId, state: 'running' }]);
    expect(await engine.stores.instances.findPorts(instanceId)).toHaveLength(1);
  });

  it.each(['stopContainer', 'removeContainer', 'removeVolume'] as const)(
    'tries again what the engine cannot remove now: %s (row 57)',
    async (method) => {
      const { instanceId } = await engine.served();
      const operationId = await engine.orderDeprovision(instanceId);
      engine.docker.inject(method, { before: new EngineBusyError('removal in progress'), times: 3 });

      expect(await engine.finish(operationId)).toMatchObject({ state: 'succeeded', attempts: 3 });

      expect(engine.docker.containers(ENDPOINT)).toEqual([]);
      expect(engine.docker.volumes(ENDPOINT)).toEqual([]);
    },
  );

  it('never gives a deletion up, however long the host is away (row 58)', async () => {
    const { instanceId } = await engine.served();
    const operationId = await engine.orderDeprovision(instanceId);
    await engine.stores.database.read((manager) => manager.query('UPDATE operation SET attempts = 100'));
    engine.docker.unplug(ENDPOINT);
    const runner = engine.newRunner();
    runner.start({ operationId });
    await vi.waitFor(async () => {
      expect(await engine.operation(operationId)).toMatchObject({ attempts: 101, state: 'in progress' });
    }, PATIENCE_MS);

    engine.docker.plug(ENDPOINT);

    expect(await engine.finish(operationId, runner)).toMatchObject({ state: 'succeeded' });
    expect(engine.docker.containers(ENDPOINT)).toEqual([]);
  });

  it('logs the end of each step and of the operation, by their ids', async () => {
    const { instanceId, operation } = await engine.order();

    await engine.finish(operation.operationId);

    const ids = { operationId: operation.operationId, instanceId, requestId: 'request-1', kind: 'provision' };
    for (const step of ['container', 'start', 'script /provision'])
      expect(logger.entries).toContainEqual(expect.objectContaining({ message: 'step done', step, ...ids }));
    expect(logger.entries).toContainEqual(expect.objectContaining({ message: 'operation ended', ...ids }));
  });

  it('leaves nothing behind of those who have waited for it', async () => {
    const warnings: string[] = [];
    const note = ({ name }: Error): void => void warnings.push(name);
    process.on('warning', note);
    const runner = engine.newRunner();
    for (let count = 0; count < 12; count += 1) {
      const { operation } = await engine.order();
      runner.start(operation);
      await runner.waitForEnd(operation.operationId, 600_000);
    }
    await new Promise(setImmediate);
    process.off('warning', note);

    expect(warnings).toEqual([]);
  });

  it('serves twenty orders at once with twenty ports', async () => {
    await engine.stores.database.read((manager) => manager.query('UPDATE docker_host SET port_max = 20019'));
    const runner = engine.newRunner();
    const orders = await Promise.all(Array.from({ length: 20 }, () => engine.order(aDefinition())));

    for (const { operation } of orders) runner.start(operation);
    await Promise.all(orders.map(({ operation }) => runner.waitForEnd(operation.operationId, PATIENCE_MS)));

    expect(await Promise.all(orders.map(({ operation }) => stateOf(operation.operationId)))).toEqual(
      Array(20).fill('succeeded'),
    );
    const ports = engine.docker
      .containers(ENDPOINT)
      .flatMap((container) => container.ports.map(({ hostPort }) => hostPort));
    expect(ports.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => 20_000 + index));
  });
});
