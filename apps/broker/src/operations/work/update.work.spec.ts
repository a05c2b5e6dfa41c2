import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ContainerStuckError, EngineBusyError } from '#docker-driver';
import { aDefinition } from '../../catalog/testing/a-definition.js';
import { RecordingLogger } from '../testing/recording-logger.js';
import { ENDPOINT, type TestEngine } from '../testing/test-engine.js';
import { toPlan, UpdateBench } from '../testing/update-bench.js';

const MIB = 1_048_576;

describe('UpdateWork', () => {
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

  it('changes limits in place', async () => {
    const instance = await engine.served(aDefinition({ cpu: 1 }));
    const [before] = engine.docker.containers(ENDPOINT);

    expect(await bench.update(instance, toPlan({ memory: '64m', cpu: 0.5, pids: 9 }))).toMatchObject({
      state: 'succeeded',
    });

    const limits = { memoryBytes: 64 * MIB, milliCpus: 500, pidsLimit: 9 };
    const { containerId } = before ?? {};
    expect(engine.docker.containers(ENDPOINT)).toMatchObject([{ containerId, state: 'running', ...limits }]);
    expect(await engine.stores.instances.find(instance.instanceId)).toMatchObject({ planName: '200', generation: 0 });
  });

  it('replaces the container where Docker cannot change the limits', async () => {
    const instance = await engine.served();
    engine.docker.inject('updateContainer', { before: new EngineBusyError('more memory is in use') });

    expect(await bench.update(instance, toPlan({ memory: '64m' }))).toMatchObject({ state: 'succeeded' });

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

    expect(await bench.update(instance, toPlan({ image: 'redis:8' }))).toMatchObject({ state: 'succeeded' });

    const name = `${instance.containerName}.g1`;
    const volumes = [{ volumeName: `${instance.containerName}-0`, path: '/data' }];
    expect(engine.docker.containers(ENDPOINT)).toMatchObject([{ name, state: 'running', ports, volumes }]);
    const calls = engine.docker.calls();
    expect(calls.indexOf('stopContainer')).toBeLessThan(calls.lastIndexOf('startContainer'));
    expect(calls.lastIndexOf('startContainer')).toBeLessThan(calls.indexOf('removeContainer'));
  });

  it('gives a second update the next name, and binds in the newest container', async () => {
    const instance = await engine.served();
    await bench.update(instance, toPlan({ environment: { A: '1' } }));
    await bench.update(instance, toPlan({ environment: { A: '2' } }));
    await engine.bound(instance.instanceId);

    const name = `${instance.containerName}.g2`;
    expect(engine.docker.containers(ENDPOINT)).toMatchObject([{ name, state: 'running' }]);
    expect(bench.scripts().at(-1)).toEqual(['/bind', name]);
  });

  it('puts new volumes after those that are held, and keeps each at its path', async () => {
    const instance = await engine.served();
    const { containerName: base } = instance;

    await bench.update(instance, toPlan({ volumes: ['/log', '/data'] }));

    const [container] = engine.docker.containers(ENDPOINT);
    expect(container?.volumes).toEqual([
      { volumeName: `${base}-0`, path: '/data' },
      { volumeName: `${base}-1`, path: '/log' },
    ]);
  });

  it('has every container from now on made with the volumes where they are', async () => {
    const instance = await engine.served();
    await bench.update(instance, toPlan({ volumes: ['/log', '/data'] }));
    const [container] = engine.docker.containers(ENDPOINT);
    await engine.docker.removeContainer(ENDPOINT, container?.containerId ?? '');
    const operation = { operationId: 'repair', requestId: 'r' };
    await engine.stores.instances.openRepair(instance.instanceId, operation);
    await engine.finish('repair');

    expect(engine.docker.containers(ENDPOINT)[0]).toMatchObject({ name: container?.name, volumes: container?.volumes });
  });

  it('refuses for good a version that would not find the data', async () => {
    const instance = await engine.served();

    const { state, description, isRepeatable } = await bench.update(instance, toPlan({ volumes: ['/elsewhere'] }));

    expect({ state, isRepeatable }).toEqual({ state: 'failed', isRepeatable: false });
    expect(description).toContain('another place');
    await bench.expectAsBefore(instance);
  });

  it('gives back the ports that the new plan does not publish, and keeps the others', async () => {
    const instance = await engine.served(aDefinition({ ports: [6379, 8080] }));
    const [first] = await engine.stores.instances.findPorts(instance.instanceId);

    await bench.update(instance, toPlan({ ports: [6379] }));

    expect(await engine.stores.instances.findPorts(instance.instanceId)).toEqual([first]);
  });

  it('gives back the new ports of an update that fails', async () => {
    const instance = await engine.served();
    const before = await engine.stores.instances.findPorts(instance.instanceId);
    bench.play(({ command }) => (command[0] === '/update' ? 1 : 0));

    expect(await bench.update(instance, toPlan({ ports: [6379, 8080] }))).toMatchObject({ state: 'failed' });

    expect(await engine.stores.instances.findPorts(instance.instanceId)).toEqual(before);
    await bench.expectAsBefore(instance);
  });

  it('makes the new container again when the engine cannot start it', async () => {
    const instance = await engine.served();
    engine.docker.inject('startContainer', { before: new ContainerStuckError('task already exists') });

    expect(await bench.update(instance, toPlan({ environment: { A: '1' } }))).toMatchObject({
      state: 'succeeded',
      attempts: 1,
    });
    expect(engine.docker.calls().filter((call) => call === 'createContainer')).toHaveLength(3);
  });
});
