import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RecordingLogger } from '../testing/recording-logger.js';
import { ENDPOINT, TestEngine } from '../testing/test-engine.js';

beforeAll(() => {
  RecordingLogger.install();
});
afterAll(() => {
  RecordingLogger.restore();
});

describe('ServiceContainers', () => {
  it("leaves volumes alone where a stranger's container has the name", async () => {
    const engine = await TestEngine.open();
    const { containerName, operation } = await engine.order();
    await engine.docker.ensureNetwork(ENDPOINT, 'osb-tenants');
    await engine.docker.ensureVolume(ENDPOINT, `${containerName}-0`, {});
    await engine.docker.createContainer(ENDPOINT, {
      name: containerName,
      imageRef: 'redis',
      labels: {},
      environment: {},
      ports: [],
      volumes: [],
      networkName: 'osb-tenants',
      capabilities: [],
      pidsLimit: 10,
    });

    expect(await engine.finish(operation.operationId)).toMatchObject({ state: 'failed' });

    expect(engine.docker.volumes(ENDPOINT)).toContain(`${containerName}-0`);
    await engine.close();
  });
});
