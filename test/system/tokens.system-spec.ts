import { afterEach, describe, expect, it } from 'vitest';
import { SOCKET_PATH } from '../support/engine.js';
import { OsbClient } from '../support/osb-client.js';
import { TestSystem } from '../support/test-system.js';

const STRICT = {
  BROKER_ACCESS_ADMIN_USER: 'operator',
  BROKER_ACCESS_ADMIN_PASSWORD: 'operators-password',
  BROKER_ACCESS_SHAREDPAIR: 'false',
  BROKER_ACCESS_AGENTSNEEDTOKEN: 'true',
};

describe('a broker that takes tokens in place of the one pair', () => {
  let system: TestSystem;
  afterEach(() => system.remove());

  it('is joined by an agent with a token, and serves a platform with one (T7)', async () => {
    system = await TestSystem.prepare({ brokerEnv: STRICT });
    await system.startBroker();
    const operator = new OsbClient(system.brokerPort, 'operator:operators-password');
    const make = async (body: object): Promise<{ readonly id: string; readonly token: string }> =>
      (await operator.request('POST', '/admin/tokens', body)).body as { id: string; token: string };
    const host = await make({ name: 'this-host', role: 'agent', dockerHost: `unix://${SOCKET_PATH}` });
    const cf = await make({ name: 'cf', role: 'platform' });
    const brokers = [{ host: '127.0.0.1', port: system.brokerPort, token: host.token }];
    const agent = await system.startAgent({ env: { AGENT_BROKERSERVERS: JSON.stringify(brokers) } });
    const platform = new OsbClient(system.brokerPort, `cf:${cf.token}`);
    const instanceId = system.newInstanceId();

    expect(await system.client.provision(instanceId, 'redis')).toMatchObject({ status: 401 });
    expect(await platform.provision(instanceId, 'redis')).toMatchObject({ status: 201 });
    expect(await platform.deprovision(instanceId, 'redis')).toMatchObject({ status: 200 });

    expect(await operator.request('DELETE', `/admin/tokens/${host.id}`)).toMatchObject({ status: 200 });
    await agent.said('broker refused');
    const said = [...system.broker.output, ...agent.output].join('\n');
    for (const { token } of [host, cf]) expect(said).not.toContain(token.slice(-43));
  });

  it('does not start where nobody could administrate it, and says why in a sentence', async () => {
    system = await TestSystem.prepare({ brokerEnv: { BROKER_ACCESS_SHAREDPAIR: 'false' } });

    const broker = system.launchBroker();

    expect(await broker.ended).toEqual({ code: 1, signal: null });
    expect(broker.output.join('\n')).toContain('access.sharedPair: false leaves nobody who could administrate');
    expect(broker.output.join('\n')).not.toContain('    at ');
  });
});
