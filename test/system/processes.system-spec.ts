import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectToServe } from '../support/expect-to-serve.js';
import { pollUntil } from '../support/poll-until.js';
import type { Program } from '../support/program.js';
import { TestSystem } from '../support/test-system.js';

describe('broker and agent', () => {
  let system: TestSystem;
  let agent: Program;
  beforeEach(async () => {
    system = await TestSystem.prepare();
    await system.startBroker();
    agent = await system.startAgent();
  });
  afterEach(() => system.remove());

  const changes = (): (string | undefined)[] =>
    agent
      .log()
      .map(({ message }) => message)
      .filter((message) => message?.startsWith('broker '));

  it.each(['SIGINT', 'SIGTERM'] as const)('end with status 0 on %s', async (signal) => {
    expect(await agent.stop(signal)).toEqual({ code: 0, signal: null });
    expect(await system.broker.stop(signal)).toEqual({ code: 0, signal: null });
  });

  it('find each other again, and the agent says so once', async () => {
    await system.broker.stop();
    await agent.said('broker lost');

    await system.startBroker();
    await agent.said('broker connected', 2);

    await expectToServe(system, 'redis');
    expect(changes()).toEqual(['broker connected', 'broker lost', 'broker connected']);
  });

  it('are quiet while nothing changes', async () => {
    const { length } = agent.output;

    await expectToServe(system, 'redis');
    await expectToServe(system, 'redis');

    expect(agent.output).toHaveLength(length);
  });

  it('say which port is taken', async () => {
    const second = system.launchBroker();

    expect(await second.ended).toEqual({ code: 1, signal: null });
    expect(second.output.join('\n')).toContain('The port is taken by another program');
  });

  it('log the steps of an order by its ids, and no secret', async () => {
    const instanceId = system.newInstanceId();
    await system.client.provision(instanceId, 'redis', { colour: 'secret-parameter' });
    const { body } = await system.client.bind(instanceId, `${instanceId}-1`, 'redis');
    await system.client.deprovision(instanceId, 'redis');

    const log = () => system.broker.log().filter((line) => line['instanceId'] === instanceId);
    const requests = await pollUntil('three requests in the log', () => {
      const lines = log().filter(({ message }) => message === 'request');
      return lines.length === 3 && lines;
    });
    const steps = log()
      .filter(({ message }) => message === 'step done')
      .map((line) => line['step']);
    expect(steps).toEqual(
      expect.arrayContaining(['container', 'start', 'script /provision', 'script /bind', 'remove']),
    );
    expect(requests).toMatchObject([
      { method: 'PUT', status: 201 },
      { method: 'PUT', status: 201 },
      { method: 'DELETE', status: 200 },
    ]);
    const { password } = (body as { credentials: { password: string } }).credentials;
    const said = [...system.broker.output, ...agent.output].join('\n');
    for (const secret of [password, 'secret-parameter', 'YWRtaW46YWRtaW4=']) expect(said).not.toContain(secret);
  });
});
