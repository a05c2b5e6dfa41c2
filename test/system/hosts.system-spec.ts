import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { totalmem } from 'node:os';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findHostPorts } from '../support/engine.js';
import { expectToServe } from '../support/expect-to-serve.js';
import { findFreePorts } from '../support/free-ports.js';
import type { PortRange } from '../support/free-ports.js';
import { pollUntil } from '../support/poll-until.js';
import { TestSystem } from '../support/test-system.js';

const GIB = 2 ** 30;

describe('placement', () => {
  let system: TestSystem;
  beforeEach(async () => {
    system = await TestSystem.prepare();
    await system.startBroker();
  });
  afterEach(() => system.remove());

  const refusal = {
    status: 503,
    body: { description: expect.stringContaining('No Docker host is available') as string },
  };
  const order = () => system.client.provision(system.newInstanceId(), 'redis');

  it('needs a host', async () => {
    expect(await order()).toMatchObject(refusal);
  });

  it('leaves out a host that is not active, and takes it when it is', async () => {
    const idle = await system.startAgent({ env: { AGENT_SERVICEAGENT_ISACTIVE: 'false' } });
    expect(await order()).toMatchObject(refusal);
    await idle.stop();

    await system.startAgent();

    await expectToServe(system, 'redis');
  });

  it('leaves out a host whose agent is silent for three beats, and takes it when it is back', async () => {
    const agent = await system.startAgent();
    const instanceId = await system.newInstance('redis');

    await agent.stop('SIGKILL');
    await pollUntil('the host to be dead', async () => (await order()).status === 503);
    expect(await order()).toMatchObject(refusal);
    expect(await system.client.bind(instanceId, `${instanceId}-1`, 'redis')).toMatchObject({ status: 201 });
    await system.broker.said('host is silent: no new instances there until its agent pings');

    await system.startAgent();
    await expectToServe(system, 'redis');
    await system.broker.said('host is back');
  });
});

describe('memory and labels', () => {
  let system: TestSystem;
  beforeAll(async () => {
    const definition = { name: 'redis', plan: '100', memory: '1g', hostLabels: { rack: 'a' } };
    const share = ((2.5 * GIB) / totalmem()).toFixed(6);
    const brokerEnv = { BROKER_SERVICES_IMAGES: JSON.stringify([definition]), BROKER_DOCKER_MEMORYSHARE: share };
    system = await TestSystem.prepare({ brokerEnv });
    await system.startBroker();
  });
  afterAll(() => system.remove());

  const order = () => system.client.provision(system.newInstanceId(), 'redis');

  it('are those that the agent measures and says, of which instances take their part', async () => {
    const bare = await system.startAgent();
    const without = { status: 400, body: { description: expect.stringContaining('rack=a') as string } };
    expect(await order()).toMatchObject(without);
    await bare.stop();
    await system.startAgent({ env: { AGENT_SERVICEAGENT_LABELS: '{"rack":"a"}' } });

    const answers = await Promise.all([order(), order(), order()]);

    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 400]);
    const full = { description: 'No capacity: every Docker host is full. Ask the operator for more.' };
    expect(answers.find(({ status }) => status === 400)?.body).toEqual(full);
  });
});

describe('ports', () => {
  const strangers: Server[] = [];
  let system: TestSystem;
  let ports: PortRange;
  beforeAll(async () => {
    ports = await findFreePorts(3);
    system = await TestSystem.start({ ports });
  });
  afterAll(async () => {
    await Promise.all(strangers.map((server) => new Promise((resolve) => server.close(resolve))));
    await system.remove();
  });

  const listen = (port: number): Promise<void> => {
    const server = createServer();
    strangers.push(server);
    return new Promise((resolve) => server.listen(port, '0.0.0.0', resolve));
  };

  it('are free again when their instance is gone', async () => {
    const ids = [0, 1, 2].map(() => system.newInstanceId());
    const full = { status: 400, body: { description: expect.stringContaining('No capacity') as string } };
    for (const id of ids) expect(await system.client.provision(id, 'redis')).toMatchObject({ status: 201 });
    const used = await Promise.all(ids.map(async (id) => (await findHostPorts(id))['6379/tcp']));

    expect(await system.client.provision(system.newInstanceId(), 'redis')).toMatchObject(full);
    for (const id of ids) expect(await system.client.deprovision(id, 'redis')).toMatchObject({ status: 200 });

    expect(used.map(Number).sort()).toEqual([ports.min, ports.min + 1, ports.max]);
    for (let round = 0; round < 3; round += 1) await expectToServe(system, 'redis');
  });

  it('that a stranger holds are left alone', async () => {
    await listen(ports.min);
    await listen(ports.max);
    const instanceId = system.newInstanceId();

    expect(await system.client.provision(instanceId, 'redis')).toMatchObject({ status: 201 });

    expect(await findHostPorts(instanceId)).toEqual({ '6379/tcp': String(ports.min + 1) });
    expect(await system.client.deprovision(instanceId, 'redis')).toMatchObject({ status: 200 });
  });
});
