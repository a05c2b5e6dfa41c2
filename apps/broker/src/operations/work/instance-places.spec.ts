import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { HostFullError } from '#docker-driver';
import { aDefinition } from '../../catalog/testing/a-definition.js';
import { RecordingLogger } from '../testing/recording-logger.js';
import { ENDPOINT, TestEngine } from '../testing/test-engine.js';

const OTHER = { kind: 'unix', socketPath: '/run/other.sock' } as const;
const full = new HostFullError('no space left on device');

describe('InstancePlaces', () => {
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

  it.each(['createContainer', 'startContainer'] as const)(
    'makes the instance on another host when the disk is full at %s, and leaves nothing behind (row 26)',
    async (method) => {
      await engine.addHost(OTHER.socketPath);
      engine.docker.inject(method, { before: full });

      const { instanceId } = await engine.served(aDefinition());

      const instance = await engine.stores.instances.find(instanceId);
      expect(instance).toMatchObject({ state: 'ready', hostId: 'unix:///run/other.sock', moves: 1 });
      expect(engine.docker.containers(ENDPOINT)).toEqual([]);
      expect(engine.docker.volumes(ENDPOINT)).toEqual([]);
      const [container] = engine.docker.containers(OTHER);
      expect(container).toMatchObject({ containerId: instance?.containerId, state: 'running' });
      const ports = await engine.stores.instances.findPorts(instanceId);
      expect(container?.ports).toMatchObject(ports);
      expect(logger.text()).toContain('host is full');
    },
  );

  it('fails when the other host is full too: one move is enough (row 26)', async () => {
    await engine.addHost(OTHER.socketPath);
    await engine.addHost('/run/third.sock');
    engine.docker.inject('createContainer', { before: full, times: 2 });
    const { instanceId, operation } = await engine.order();

    const ended = await engine.finish(operation.operationId);

    expect(ended).toMatchObject({
      state: 'failed',
      description: expect.stringContaining('could not be made') as string,
    });
    expect(engine.docker.calls().filter((method) => method === 'createContainer')).toHaveLength(2);
    expect(await engine.stores.instances.findPorts(instanceId)).toEqual([]);
    for (const host of [ENDPOINT, OTHER]) expect(engine.docker.volumes(host)).toEqual([]);
  });

  it('goes on with a move that a dead worker had begun (row 26)', async () => {
    await engine.addHost(OTHER.socketPath);
    engine.docker.inject('createContainer', { before: full });
    engine.docker.inject('findContainer', { before: new Error('killed') });
    const { instanceId, operation } = await engine.order();
    await engine.workAndDie(operation.operationId);

    await engine.finish(operation.operationId);

    expect(await engine.stores.instances.find(instanceId)).toMatchObject({ state: 'ready' });
    const everywhere = [...engine.docker.containers(ENDPOINT), ...engine.docker.containers(OTHER)];
    expect(everywhere).toHaveLength(1);
  });
});
