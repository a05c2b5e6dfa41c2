import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type DriverMethod, execOutcome, type Fault } from '#docker-driver/testing';
import { FencedError } from '#persistence';
import { aFailure } from '#persistence/testing';
import { aDefinition } from '../catalog/testing/a-definition.js';
import { Lease } from './lease.js';
import { Gate } from './testing/gate.js';
import { RecordingLogger } from './testing/recording-logger.js';
import { ENDPOINT, TestEngine } from './testing/test-engine.js';

type Moment = 'before' | 'after';

const MOMENTS: readonly Moment[] = ['before', 'after'];
const DEATH = new Error('kill -9');

/** Every call of Docker that one kind of work makes, dying right before and right after its effect. */
function deathsAt(...methods: readonly DriverMethod[]): [Moment, DriverMethod, Fault][] {
  return methods.flatMap((method) =>
    MOMENTS.map((moment): [Moment, DriverMethod, Fault] => [moment, method, { [moment]: DEATH }]),
  );
}

/** A busy machine must not take it away before the script runs. */
const LEASE_MS = 1_000;

describe('operations whose worker died', () => {
  let engine: TestEngine;

  beforeAll(() => RecordingLogger.install());
  afterAll(() => {
    RecordingLogger.restore();
  });

  beforeEach(async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    engine = await TestEngine.open();
  });

  afterEach(() => engine.close());

  const commands = (): string[] => engine.docker.execs(ENDPOINT).map(({ command }) => command[0] ?? '');

  it.each(
    deathsAt(
      'findImage',
      'ensureNetwork',
      'createContainer',
      'startContainer',
      'findContainer',
      'createExec',
      'runExec',
    ),
  )('finishes a provision that died %s %s (rows 17 and 18)', async (_moment, method, fault) => {
    const { instanceId, containerName, operation } = await engine.order();
    engine.docker.inject(method, fault);
    expect(await engine.workAndDie(operation.operationId)).toBe(DEATH);

    const ended = await engine.finish(operation.operationId);

    expect(ended).toMatchObject({ state: 'succeeded', kind: 'provision' });
    expect(engine.docker.containers(ENDPOINT)).toMatchObject([{ name: containerName, state: 'running' }]);
    expect(engine.docker.volumes(ENDPOINT)).toEqual([`${containerName}-0`]);
    expect(await engine.stores.instances.findPorts(instanceId)).toHaveLength(1);
    expect(await engine.stores.instances.find(instanceId)).toMatchObject({
      state: 'ready',
      containerId: engine.docker.containers(ENDPOINT)[0]?.containerId,
    });
  });

  it.each(
    deathsAt(
      'findContainer',
      'findImage',
      'createContainer',
      'updateContainer',
      'stopContainer',
      'startContainer',
      'createExec',
      'runExec',
      'removeContainer',
    ),
  )('finishes an update that died %s %s, in one container (row 61)', async (_moment, method, fault) => {
    const instance = await engine.served();
    const ports = await engine.stores.instances.findPorts(instance.instanceId);
    const definition = {
      name: 'redis',
      plan: '100',
      containerName: '',
      credentials: null,
      dashboardUrl: null,
      environment: { SIZE: '2' },
    };
    const operationId = await engine.orderUpdate(instance, { definition });
    engine.docker.inject(method, fault);
    expect(await engine.workAndDie(operationId)).toBe(DEATH);

    expect(await engine.finish(operationId)).toMatchObject({ state: 'succeeded', kind: 'update' });

    const name = `${instance.containerName}.g1`;
    expect(engine.docker.containers(ENDPOINT)).toMatchObject([{ name, state: 'running', restart: 'always', ports }]);
    expect(engine.docker.volumes(ENDPOINT)).toEqual([`${instance.containerName}-0`]);
    expect(await engine.stores.instances.find(instance.instanceId)).toMatchObject({ state: 'ready', definition });
  });

  it.each(deathsAt('findContainer', 'removeContainer', 'removeVolume', 'updateContainer', 'startContainer', 'runExec'))(
    'finishes the way back from an update that died %s %s, in the old container (row 61)',
    async (_moment, method, fault) => {
      const instance = await engine.served();
      const definition = aDefinition({ environment: { SIZE: '2' }, volumes: ['/data', '/more'] });
      const operationId = await engine.orderUpdate(instance, { definition });
      engine.docker.play(({ containerName }) => execOutcome({ exitCode: containerName.endsWith('.g1') ? 1 : 0 }));
      await engine.workAndDie(operationId);
      await sleep(50);
      const { claim } = await engine.claim(operationId);
      await engine.stores.operations.turnToUndo(claim, aFailure('it failed'));
      await sleep(50);
      engine.docker.inject(method, fault);
      expect(await engine.workAndDie(operationId)).toBe(DEATH);

      expect(await engine.finish(operationId)).toMatchObject({ state: 'failed', description: 'it failed' });

      const name = instance.containerName;
      expect(engine.docker.containers(ENDPOINT)).toMatchObject([{ name, state: 'running', restart: 'always' }]);
      expect(engine.docker.volumes(ENDPOINT)).toEqual([`${name}-0`]);
      const stored = await engine.stores.instances.find(instance.instanceId);
      expect(stored).toMatchObject({ state: 'ready', planName: '100', generation: 0 });
      expect(stored?.definition).not.toHaveProperty('environment');
    },
  );

  it.each(deathsAt('findContainer', 'createExec', 'runExec'))(
    'finishes a bind that died %s %s, with the same login (rows 40 and 41)',
    async (_moment, method, fault) => {
      engine.docker.play(({ environment }) =>
        execOutcome({ stdout: JSON.stringify({ user: environment['USERNAME'] }) }),
      );
      const { instanceId } = await engine.served();
      const { bindingId, request, operation } = await engine.orderBinding(instanceId);
      engine.docker.inject(method, fault);
      expect(await engine.workAndDie(operation.operationId)).toBe(DEATH);

      await engine.finish(operation.operationId);

      expect(await engine.stores.bindings.find(bindingId)).toMatchObject({
        state: 'ready',
        credentials: { user: request.login.username },
      });
    },
  );

  it.each(deathsAt('findContainer', 'createExec', 'runExec'))(
    'finishes an unbind that died %s %s',
    async (_moment, method, fault) => {
      const { instanceId } = await engine.served();
      const binding = await engine.bound(instanceId);
      const operationId = await engine.orderUnbind(binding);
      engine.docker.inject(method, fault);
      expect(await engine.workAndDie(operationId)).toBe(DEATH);

      expect(await engine.finish(operationId)).toMatchObject({ state: 'succeeded' });

      expect(await engine.stores.bindings.find(binding.bindingId)).toBeUndefined();
      expect(commands()).toContain('/unbind');
    },
  );

  it.each(deathsAt('findContainer', 'createExec', 'runExec', 'stopContainer', 'removeContainer', 'removeVolume'))(
    'finishes a deprovision that died %s %s (row 56)',
    async (_moment, method, fault) => {
      const { instanceId } = await engine.served();
      const operationId = await engine.orderDeprovision(instanceId);
      engine.docker.inject(method, fault);
      expect(await engine.workAndDie(operationId)).toBe(DEATH);

      expect(await engine.finish(operationId)).toMatchObject({ state: 'succeeded' });

      expect(engine.docker.containers(ENDPOINT)).toEqual([]);
      expect(engine.docker.volumes(ENDPOINT)).toEqual([]);
      expect(await engine.stores.instances.find(instanceId)).toBeUndefined();
      expect(await engine.stores.instances.findPorts(instanceId)).toEqual([]);
    },
  );

  it.each(deathsAt('findContainer', 'stopContainer', 'removeContainer', 'removeVolume'))(
    'finishes an undoing that died %s %s',
    async (_moment, method, fault) => {
      engine.docker.play(() => execOutcome({ exitCode: 1 }));
      const { instanceId, operation } = await engine.order();
      await engine.workAndDie(operation.operationId);
      await sleep(50);
      const { claim } = await engine.claim(operation.operationId);
      await engine.stores.operations.turnToUndo(claim, aFailure('it failed'));
      await sleep(50);
      engine.docker.inject(method, fault);
      expect(await engine.workAndDie(operation.operationId)).toBe(DEATH);

      expect(await engine.finish(operation.operationId)).toMatchObject({ state: 'failed', description: 'it failed' });

      expect(engine.docker.containers(ENDPOINT)).toEqual([]);
      expect(engine.docker.volumes(ENDPOINT)).toEqual([]);
      expect(await engine.stores.instances.findPorts(instanceId)).toEqual([]);
      expect(await engine.stores.instances.find(instanceId)).toMatchObject({ state: 'failed' });
    },
  );

  it('waits for the script that a dead worker left running, and never runs two at once (row 31)', async () => {
    let running = 0;
    let most = 0;
    const gate = new Gate();
    engine.docker.play(async () => {
      running += 1;
      most = Math.max(most, running);
      if (running === 1) await gate.opened;
      running -= 1;
      return execOutcome();
    });
    const { operation } = await engine.order();
    const claimed = await engine.claim(operation.operationId, LEASE_MS);
    const lease = new Lease(engine.stores.operations, claimed, LEASE_MS);
    const work = engine.work(claimed).run(claimed, lease);
    const death = work.catch((error: unknown) => error);
    await vi.waitFor(() => {
      expect(running).toBe(1);
    }, 10_000);
    lease.end();
    expect(String(await death)).toContain('called off');

    const finished = engine.finish(operation.operationId);
    await vi.waitFor(async () => {
      expect((await engine.operation(operation.operationId))?.step).toBe('script /provision');
      expect(engine.docker.calls()).toContain('findExec');
    }, 10_000);
    gate.open();
    await finished;

    expect(most).toBe(1);
    expect(commands()).toEqual(['/provision', '/provision']);
  });

  it('stops a worker that stalled beyond its lease before it does anything more (row 32)', async () => {
    const gate = new Gate();
    const { operation } = await engine.order();
    const stalled = await engine.claim(operation.operationId);
    const lease = new Lease(engine.stores.operations, stalled, 60_000);
    engine.docker.inject('ensureNetwork', { until: gate.opened });
    await engine.stores.operations.renew(stalled.claim, 1);
    vi.spyOn(engine.stores.operations, 'renew').mockResolvedValueOnce(undefined).mockResolvedValueOnce(undefined);
    const work = engine.work(stalled).run(stalled, lease);
    const end = work.catch((error: unknown) => error);
    await vi.waitFor(() => {
      expect(engine.docker.calls()).toContain('ensureNetwork');
    }, 10_000);

    await engine.finish(operation.operationId);
    const starts = engine.docker.calls().filter((method) => method === 'startContainer').length;
    gate.open();
    expect(await end).toBeInstanceOf(FencedError);
    lease.end();

    expect(engine.docker.containers(ENDPOINT)).toHaveLength(1);
    expect(engine.docker.calls().filter((method) => method === 'startContainer')).toHaveLength(starts);
    expect(await engine.operation(operation.operationId)).toMatchObject({ state: 'succeeded' });
  });
});
