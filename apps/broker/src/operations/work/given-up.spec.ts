import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RecordingLogger } from '../testing/recording-logger.js';
import { ENDPOINT, TestEngine } from '../testing/test-engine.js';

const HOST_ID = `unix://${ENDPOINT.socketPath}`;

describe('instances whose host was given up', () => {
  let engine: TestEngine;
  beforeAll(() => {
    RecordingLogger.install();
  });
  afterAll(() => {
    RecordingLogger.restore();
  });
  beforeEach(async () => {
    engine = await TestEngine.open();
  });
  afterEach(() => engine.close());

  const giveUp = async (): Promise<void> => {
    const { database, hostAdmin } = engine.stores;
    await database.write('silence', (manager) => manager.query('UPDATE docker_host SET last_ping = 1'));
    await hostAdmin.beginRemoval(HOST_ID, true);
    let step = await hostAdmin.continueRemoval(HOST_ID, 'gone');
    while (step.outcome === 'going on') step = await hostAdmin.continueRemoval(HOST_ID, 'gone');
  };

  it('are unbound and deleted without it (row 58)', async () => {
    const { instanceId } = await engine.served();
    const binding = await engine.bound(instanceId);
    await giveUp();

    const unbound = await engine.finish(await engine.orderUnbind(binding));
    const deleted = await engine.finish(await engine.orderDeprovision(instanceId));

    expect([unbound.state, deleted.state]).toEqual(['succeeded', 'succeeded']);
    expect(await engine.stores.instances.find(instanceId)).toBeUndefined();
  });

  it('are deleted without it also once there is another one of its name: what that has is not theirs', async () => {
    const { instanceId } = await engine.served();
    await giveUp();
    await engine.addHost(ENDPOINT.socketPath);

    const deleted = await engine.finish(await engine.orderDeprovision(instanceId));

    expect(deleted.state).toBe('succeeded');
    expect(engine.docker.containers(ENDPOINT)).toHaveLength(1);
  });

  it('are made anew under the same id, when they were just being made', async () => {
    const order = await engine.order();
    const worker = await engine.claim(order.operation.operationId, 60_000);
    await giveUp();
    await engine.addHost(ENDPOINT.socketPath);

    const again = await engine.order(undefined, { instanceId: order.instanceId });

    expect(await engine.operation(worker.operationId)).toMatchObject({ state: 'failed', description: 'gone' });
    expect(await engine.finish(again.operation.operationId)).toMatchObject({ state: 'succeeded' });
  });
});
