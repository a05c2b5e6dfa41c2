import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectToService } from '../support/connect-to-service.js';
import { credentialsOf } from '../support/osb-client.js';
import { OwnEngine } from '../support/own-engine.js';
import { pollUntil } from '../support/poll-until.js';
import type { Program } from '../support/program.js';
import { TestSystem } from '../support/test-system.js';

const IMAGES = ['docker-broker/redis:latest'];
const MOST_ORDERS = 20;

describe('two Docker hosts, over TLS', () => {
  let system: TestSystem;
  let engines: readonly OwnEngine[];
  const agents = new Map<OwnEngine, Program>();

  const startAgentOf = (engine: OwnEngine): Promise<Program> => {
    const env = {
      AGENT_SERVICEAGENT_KEEPALIVE: '1',
      AGENT_SERVICEAGENT_DOCKERHOST: engine.address,
      AGENT_SERVICEAGENT_DOCKERPORT: String(engine.port),
      AGENT_SERVICEAGENT_SERVICEHOST: engine.address,
    };
    return system.startAgent({ env, flags: engine.agentFlags });
  };

  beforeAll(async () => {
    engines = await Promise.all([OwnEngine.start(IMAGES), OwnEngine.start(IMAGES)]);
    system = await TestSystem.prepare();
    await system.startBroker();
    for (const engine of engines) agents.set(engine, await startAgentOf(engine));
  });

  afterAll(async () => {
    await system.remove();
    await Promise.all(engines.map((engine) => engine.remove()));
  });

  const serve = async (): Promise<string> => {
    const instanceId = await system.newInstance('redis');
    const credentials = credentialsOf(await system.client.bind(instanceId, `${instanceId}-1`, 'redis'));
    const connection = await connectToService('redis', credentials);
    await connection.write(instanceId);
    expect(await connection.read()).toBe(instanceId);
    await connection.close();
    return new URL(credentials['uri'] ?? '').hostname;
  };

  it('serve instances side by side, each at its own address', async () => {
    const wanted = new Set(engines.map(({ address }) => address));
    const seen = new Set<string>();

    for (let orders = 0; orders < MOST_ORDERS && seen.size < wanted.size; orders += 1) seen.add(await serve());

    expect(seen).toEqual(wanted);
    for (const engine of engines) expect((await engine.containerNames()).length).toBeGreaterThan(0);
  });

  it('are missed one at a time: orders go to the other one, and what was there is there again (row 63)', async () => {
    const [lost, left] = engines as [OwnEngine, OwnEngine];
    const before = await lost.containerNames();
    await agents.get(lost)?.stop('SIGKILL');
    await lost.cut();
    await system.broker.said('host is silent: no new instances there until its agent pings');

    for (let orders = 0; orders < 3; orders += 1) expect(await serve()).toBe(left.address);

    await lost.boot();
    await startAgentOf(lost);
    await pollUntil('its containers to run again', async () => (await lost.runningNames()).length === before.length);
  });
});
