import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RecordingLogger } from '../testing/recording-logger.js';
import { ENDPOINT, TestEngine } from '../testing/test-engine.js';

beforeAll(() => {
  RecordingLogger.install();
});
afterAll(() => {
  RecordingLogger.restore();
});

describe('ServiceContainers', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await TestEngine.open();
    await engine.docker.ensureNetwork(ENDPOINT, 'osb-tenants');
  });
  afterEach(() => engine.close());

  const create = (name: string, labels: Readonly<Record<string, string>>, hostPort?: number): Promise<string> =>
    engine.docker.createContainer(ENDPOINT, {
      name,
      imageRef: 'redis',
      labels,
      environment: {},
      ports: hostPort === undefined ? [] : [{ port: 6379, protocol: 'tcp', hostPort, hostIp: '0.0.0.0' }],
      volumes: [],
      networkName: 'osb-tenants',
      capabilities: [],
      pidsLimit: 10,
    });
  /** The port of an instance whose worker died right before its container was made. */
  const claimPort = async (instanceId: string, operationId: string): Promise<number> => {
    engine.docker.inject('createContainer', { before: new Error('kill -9') });
    await engine.workAndDie(operationId);
    const [port] = await engine.stores.instances.findPorts(instanceId);
    return port?.hostPort ?? 0;
  };
  const containers = (): readonly unknown[] => engine.docker.containers(ENDPOINT);

  it("leaves volumes alone where a stranger's container has the name", async () => {
    const { containerName, operation } = await engine.order();
    await engine.docker.ensureVolume(ENDPOINT, { volumeName: `${containerName}-0`, labels: {} });
    await create(containerName, {});

    expect(await engine.finish(operation.operationId)).toMatchObject({ state: 'failed' });

    expect(engine.docker.volumes(ENDPOINT)).toContain(`${containerName}-0`);
  });

  it('labels what it makes with instance, service, installation and operation', async () => {
    const { instanceId, operation } = await engine.served();

    const labels = {
      'docker-broker.instance': instanceId,
      'docker-broker.service': 'redis',
      'docker-broker.broker': engine.stores.installation.installationId,
      'docker-broker.operation': operation.operationId,
    };
    expect(containers()).toMatchObject([{ labels }]);
    expect(await engine.docker.listVolumes(ENDPOINT, 'docker-broker.instance')).toMatchObject([{ labels }]);
  });

  it('leaves a container of another installation alone, though it is of an instance of the same id (row 19)', async () => {
    const { instanceId, containerName, operation } = await engine.order();
    const theirs = await create(containerName, {
      'docker-broker.instance': instanceId,
      'docker-broker.broker': 'another',
    });

    expect(await engine.finish(operation.operationId)).toMatchObject({ state: 'failed' });

    expect(containers()).toMatchObject([{ containerId: theirs, state: 'created' }]);
  });

  it('adopts what an older version made, which did not say whose it was (row 18)', async () => {
    const { instanceId, containerName, operation } = await engine.order();
    const hostPort = await claimPort(instanceId, operation.operationId);
    const theirs = await create(containerName, { 'docker-broker.instance': instanceId }, hostPort);

    expect(await engine.finish(operation.operationId)).toMatchObject({ state: 'succeeded' });

    expect(containers()).toMatchObject([{ containerId: theirs, state: 'running' }]);
  });

  it('makes anew what an earlier operation made, which the reconciler may be about to remove', async () => {
    const { instanceId, containerName, operation } = await engine.order();
    const hostPort = await claimPort(instanceId, operation.operationId);
    const labels = { 'docker-broker.instance': instanceId, 'docker-broker.operation': 'earlier' };
    const earlier = await create(containerName, labels, hostPort);

    expect(await engine.finish(operation.operationId)).toMatchObject({ state: 'succeeded' });

    expect(containers()).toMatchObject([{ name: containerName, state: 'running' }]);
    expect(containers()).not.toMatchObject([{ containerId: earlier }]);
  });
});
