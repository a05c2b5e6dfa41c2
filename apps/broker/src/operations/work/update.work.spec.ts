import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ContainerStuckError, EngineBusyError, HostUnreachableError } from '#docker-driver';
import { execOutcome, type ScriptedExec } from '#docker-driver/testing';
import type { InstanceTarget, NewInstance, Operation } from '#persistence';
import type { ServiceDefinition } from '../../catalog/service-definition.types.js';
import { aDefinition } from '../../catalog/testing/a-definition.js';
import { Gate } from '../testing/gate.js';
import { RecordingLogger } from '../testing/recording-logger.js';
import { ENDPOINT, TestEngine } from '../testing/test-engine.js';

const MIB = 1_048_576;

/** Without what is not said, as JSON leaves it out. */
function asStored(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

describe('UpdateWork', () => {
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

  const update = async (instance: NewInstance, changes: Partial<InstanceTarget>): Promise<Operation> =>
    engine.finish(await engine.orderUpdate(instance, changes));

  const toPlan = (changes: Partial<ServiceDefinition>): Partial<InstanceTarget> => ({
    planName: '200',
    definition: asStored(aDefinition({ plan: '200', ...changes })),
  });

  const scripts = (): readonly string[][] =>
    engine.docker.execs(ENDPOINT).map(({ command, containerName }) => [command[0] ?? '', containerName]);

  const play = (exitCodeOf: (exec: ScriptedExec) => number): string[] => {
    const inputs: string[] = [];
    engine.docker.play((exec) => {
      inputs.push(`${exec.command[0] ?? ''} ${exec.containerName} ${exec.stdin}`);
      return execOutcome({ exitCode: exitCodeOf(exec) });
    });
    return inputs;
  };

  /** All others end right after their start. */
  const startOnly = (isStarted: (containerId: string) => boolean): void => {
    const start = engine.docker.startContainer.bind(engine.docker);
    vi.spyOn(engine.docker, 'startContainer').mockImplementation(async (endpoint, containerId) => {
      if (isStarted(containerId)) await start(endpoint, containerId);
    });
  };

  const expectAsBefore = async ({ instanceId, containerName, definition }: NewInstance): Promise<void> => {
    const volumes = [`${containerName}-0`];
    expect(engine.docker.containers(ENDPOINT)).toMatchObject([
      { name: containerName, state: 'running', restart: 'always' },
    ]);
    expect(engine.docker.volumes(ENDPOINT)).toEqual(volumes);
    expect(await engine.stores.instances.find(instanceId)).toMatchObject({
      ...{ state: 'ready', planName: '100', definition: asStored(definition), generation: 0, target: undefined },
    });
  };

  it('changes limits in place', async () => {
    const instance = await engine.served(aDefinition({ cpu: 1 }));
    const [before] = engine.docker.containers(ENDPOINT);

    expect(await update(instance, toPlan({ memory: '64m', cpu: 0.5, pids: 9 }))).toMatchObject({ state: 'succeeded' });

    const limits = { memoryBytes: 64 * MIB, milliCpus: 500, pidsLimit: 9 };
    const { containerId } = before ?? {};
    expect(engine.docker.containers(ENDPOINT)).toMatchObject([{ containerId, state: 'running', ...limits }]);
    expect(await engine.stores.instances.find(instance.instanceId)).toMatchObject({ planName: '200', generation: 0 });
  });

  it('replaces the container where Docker cannot change the limits', async () => {
    const instance = await engine.served();
    engine.docker.inject('updateContainer', { before: new EngineBusyError('more memory is in use') });

    expect(await update(instance, toPlan({ memory: '64m' }))).toMatchObject({ state: 'succeeded' });

    const name = `${instance.containerName}.g1`;
    expect(engine.docker.containers(ENDPOINT)).toMatchObject([{ name, memoryBytes: 64 * MIB, restart: 'always' }]);
  });

  it('replaces the container on the same volumes and ports, and never runs both (row 61)', async () => {
    const instance = await engine.served();
    const ports = await engine.stores.instances.findPorts(instance.instanceId);
    engine.docker.addImage(ENDPOINT, 'redis:8', {
      exposedPorts: [{ port: 6379, protocol: 'tcp' }],
      volumes: ['/data'],
    });

    expect(await update(instance, toPlan({ image: 'redis:8' }))).toMatchObject({ state: 'succeeded' });

    const name = `${instance.containerName}.g1`;
    const volumes = [{ volumeName: `${instance.containerName}-0`, path: '/data' }];
    expect(engine.docker.containers(ENDPOINT)).toMatchObject([{ name, state: 'running', ports, volumes }]);
    const calls = engine.docker.calls();
    expect(calls.indexOf('stopContainer')).toBeLessThan(calls.lastIndexOf('startContainer'));
    expect(calls.lastIndexOf('startContainer')).toBeLessThan(calls.indexOf('removeContainer'));
  });

  it('gives a second update the next name, and binds in the newest container', async () => {
    const instance = await engine.served();
    await update(instance, toPlan({ environment: { A: '1' } }));
    await update(instance, toPlan({ environment: { A: '2' } }));
    await engine.bound(instance.instanceId);

    const name = `${instance.containerName}.g2`;
    expect(engine.docker.containers(ENDPOINT)).toMatchObject([{ name, state: 'running' }]);
    expect(scripts().at(-1)).toEqual(['/bind', name]);
  });

  it('puts new volumes after those that are held, and keeps each at its path', async () => {
    const instance = await engine.served();
    const { containerName: base } = instance;

    await update(instance, toPlan({ volumes: ['/log', '/data'] }));

    const [container] = engine.docker.containers(ENDPOINT);
    expect(container?.volumes).toEqual([
      { volumeName: `${base}-0`, path: '/data' },
      { volumeName: `${base}-1`, path: '/log' },
    ]);
  });

  it('has every container from now on made with the volumes where they are', async () => {
    const instance = await engine.served();
    await update(instance, toPlan({ volumes: ['/log', '/data'] }));
    const [container] = engine.docker.containers(ENDPOINT);
    await engine.docker.removeContainer(ENDPOINT, container?.containerId ?? '');
    const operation = { operationId: 'repair', requestId: 'r' };
    await engine.stores.instances.openRepair(instance.instanceId, operation);
    await engine.finish('repair');

    expect(engine.docker.containers(ENDPOINT)[0]).toMatchObject({ name: container?.name, volumes: container?.volumes });
  });

  it('refuses for good a version that would not find the data', async () => {
    const instance = await engine.served();

    const { state, description, isRepeatable } = await update(instance, toPlan({ volumes: ['/elsewhere'] }));

    expect({ state, isRepeatable }).toEqual({ state: 'failed', isRepeatable: false });
    expect(description).toContain('another place');
    await expectAsBefore(instance);
  });

  it('gives back the ports that the new plan does not publish, and keeps the others', async () => {
    const instance = await engine.served(aDefinition({ ports: [6379, 8080] }));
    const [first] = await engine.stores.instances.findPorts(instance.instanceId);

    await update(instance, toPlan({ ports: [6379] }));

    expect(await engine.stores.instances.findPorts(instance.instanceId)).toEqual([first]);
  });

  it('gives back the new ports of an update that fails', async () => {
    const instance = await engine.served();
    const before = await engine.stores.instances.findPorts(instance.instanceId);
    play(({ command }) => (command[0] === '/update' ? 1 : 0));

    expect(await update(instance, toPlan({ ports: [6379, 8080] }))).toMatchObject({ state: 'failed' });

    expect(await engine.stores.instances.findPorts(instance.instanceId)).toEqual(before);
    await expectAsBefore(instance);
  });

  describe('/update', () => {
    const request = (parameters: Record<string, unknown>): NewInstance['request'] => ({
      ...{ parameters, context: {}, organizationGuid: 'org', spaceGuid: 'space' },
    });

    it('gets all parameters, and the plan of before', async () => {
      const instance = await engine.served();
      const inputs = play(() => 0);

      await update(instance, { ...toPlan({}), request: request({ size: 2 }) });

      const exec = engine.docker.execs(ENDPOINT).at(-1);
      expect(exec).toMatchObject({ command: ['/update'], environment: { PLAN: '200', PREVIOUS_PLAN: '100' } });
      expect(inputs).toEqual([`/update ${instance.containerName} {"size":2}`]);
    });

    it('may be missing, unless there are parameters to change', async () => {
      play(({ command }) => (command[0] === '/update' ? 127 : 0));
      const instance = await engine.served();

      expect(await update(instance, toPlan({ memory: '64m' }))).toMatchObject({ state: 'succeeded' });
      expect(await update(instance, { request: request({ size: 2 }) })).toMatchObject({
        ...{ state: 'failed', isRepeatable: false, isUsable: true },
        description: expect.stringContaining('no /update script') as string,
      });
      expect(await engine.stores.instances.find(instance.instanceId)).toMatchObject({
        ...{ planName: '200', request: { parameters: {} } },
      });
    });

    it('that fails is asked for what was before, in the container of before (UPD-16)', async () => {
      const instance = await engine.served();
      const inputs = play(({ containerName }) => (containerName.endsWith('.g1') ? 7 : 0));

      const operation = await update(instance, {
        ...toPlan({ environment: { A: '1' } }),
        request: request({ size: 2 }),
      });

      expect(operation).toMatchObject({ state: 'failed', isRepeatable: true, isUsable: true });
      expect(operation.description).toContain('/update script failed (exit code 7)');
      const { containerName } = instance;
      expect(inputs).toEqual([`/update ${containerName}.g1 {"size":2}`, `/update ${containerName} {}`]);
      await expectAsBefore(instance);
    });

    it('is not run for static services', async () => {
      const instance = await engine.served(aDefinition({ credentials: { user: 'u' } }));

      await update(instance, toPlan({ credentials: { user: 'v' } }));

      expect(scripts()).toEqual([]);
      expect(await engine.stores.instances.find(instance.instanceId)).toMatchObject({
        definition: { credentials: { user: 'v' } },
      });
    });
  });

  it('makes the new container again when the engine cannot start it', async () => {
    const instance = await engine.served();
    engine.docker.inject('startContainer', { before: new ContainerStuckError('task already exists') });

    expect(await update(instance, toPlan({ environment: { A: '1' } }))).toMatchObject({
      state: 'succeeded',
      attempts: 1,
    });
    expect(engine.docker.calls().filter((call) => call === 'createContainer')).toHaveLength(3);
  });

  it('goes back when the new container does not stay up, and says so', async () => {
    const instance = await engine.served();
    const [old] = engine.docker.containers(ENDPOINT);
    startOnly((containerId) => containerId === old?.containerId);

    const operation = await update(instance, toPlan({ environment: { A: '1' } }));

    expect(operation).toMatchObject({ state: 'failed', isUsable: true, isRepeatable: true });
    expect(operation.description).toContain('ended right after its start');
    await expectAsBefore(instance);
  });

  it('makes the old container anew when that can never start again', async () => {
    const instance = await engine.served();
    play(({ command }) => (command[0] === '/update' ? 1 : 0));
    const operationId = await engine.orderUpdate(instance, toPlan({ environment: { A: '1' } }));
    engine.docker.inject('startContainer', {});
    engine.docker.inject('startContainer', { before: new ContainerStuckError('task already exists') });

    expect(await engine.finish(operationId)).toMatchObject({ state: 'failed', isUsable: true });

    expect(engine.docker.calls().filter((call) => call === 'createContainer')).toHaveLength(3);
    await expectAsBefore(instance);
  });

  it('says that the instance does not work when there is no way back (ERR-04)', async () => {
    const instance = await engine.served();
    const [old] = engine.docker.containers(ENDPOINT);
    play(({ command }) => (command[0] === '/update' ? 1 : 0));
    startOnly((containerId) => containerId !== old?.containerId);

    expect(await update(instance, toPlan({ environment: { A: '1' } }))).toMatchObject({
      ...{ state: 'failed', isUsable: false },
    });
    expect(await engine.stores.instances.find(instance.instanceId)).toMatchObject({ state: 'ready', planName: '100' });
  });

  it('waits for a host that does not answer, on the way back for as long as it takes', async () => {
    const instance = await engine.served();
    play(({ command }) => (command[0] === '/update' ? 1 : 0));
    engine.docker.inject('removeContainer', { before: new HostUnreachableError('away'), times: 7 });

    expect(await update(instance, toPlan({ environment: { A: '1' } }))).toMatchObject({
      ...{ state: 'failed', isUsable: true },
    });
    await expectAsBefore(instance);
  });

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
      expect(scripts().at(-1)?.[0]).toBe('/update');
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
    expect(scripts().at(-1)).toEqual(['/unbind', `${instance.containerName}.g1`]);
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
    await expectAsBefore(instance);
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
