import { afterEach, describe, expect, it } from 'vitest';
import { makeCertificates } from '../../libs/docker-driver/src/testing/make-certificates.js';
import { openRelay } from '../../libs/docker-driver/src/testing/open-relay.js';
import type { Relay } from '../../libs/docker-driver/src/testing/open-relay.js';
import { SOCKET_PATH } from '../support/engine.js';
import { expectToServe } from '../support/expect-to-serve.js';
import { OriginalAgent, writePingBody, writeRequest } from '../support/original-agent.js';
import { TestSystem } from '../support/test-system.js';

const BROKER_FILE = 'test/system/fixtures/broker.config';
const AGENT_FILE = 'test/system/fixtures/agent.config';

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function prepare(
  brokerEnv: Readonly<Record<string, string>> = {},
  brokerFile = BROKER_FILE,
): Promise<TestSystem> {
  const system = await TestSystem.prepare({ brokerFile, brokerEnv });
  closers.push(() => system.remove());
  return system;
}

async function relayToEngine(certificates?: ReturnType<typeof makeCertificates>): Promise<Relay> {
  const relay = await openRelay(SOCKET_PATH, certificates);
  closers.push(() => relay.close());
  return relay;
}

describe("the original's configuration files", () => {
  it('are refused with their password on all addresses, and the way out is named', async () => {
    const system = await prepare();

    const broker = system.launchBroker();

    expect(await broker.ended).toEqual({ code: 1, signal: null });
    expect(broker.output.join('\n')).toContain('ALLOW_DEFAULT_PASSWORD=1');
    expect(broker.output.join('\n')).toContain('services.password');
  });

  it('start broker and agent unchanged, which then serve', async () => {
    const system = await prepare({ ALLOW_DEFAULT_PASSWORD: '1' });
    const { port } = await relayToEngine();
    await system.startBroker();

    // Another engine and broker than the file says, nothing else: who knows what listens there on this machine.
    const env = { AGENT_SERVICEAGENT_DOCKERPORT: String(port) };
    const agent = await system.startAgent({ file: AGENT_FILE, env });

    const alarmsOf = (program: typeof agent): unknown =>
      program.log().filter(({ level }) => level !== 'log' && level !== 'info');
    // All that is new to them: the file has the broker listen beyond loopback.
    expect(alarmsOf(system.broker)).toMatchObject([
      { message: expect.stringContaining('plain HTTP on 0.0.0.0') as string },
    ]);
    expect(alarmsOf(agent)).toEqual([]);
    const { body } = await system.client.request('GET', '/v2/catalog');
    expect(body).toMatchObject({ services: [{ id: 'mysqlstatic' }, { id: 'mysql' }] });
    await expectToServe(system, 'mysqlstatic');
    await expectToServe(system, 'mysql');
  });

  it('fill the database only while it is empty', async () => {
    const system = await prepare({ ALLOW_DEFAULT_PASSWORD: '1' });
    await system.startBroker();
    await system.client.request('DELETE', '/My%20Docker%20Catalog/image/mysql');
    await system.broker.stop();

    await system.startBroker();

    const { body } = await system.client.request('GET', '/My%20Docker%20Catalog/images');
    expect(body).toMatchObject([{ Name: 'mysqlstatic', Plan: '100', Numinstances: 1 }]);
    expect(body).toHaveLength(1);
  });
});

describe("the original's agent", () => {
  it('is imitated byte for byte', () => {
    const body = writePingBody({
      serviceHost: '192.0.2.10',
      dockerHost: '127.0.0.1',
      dockerPort: 2375,
      keepAlive: 2,
      portMin: 49_150,
      portMax: 49_999,
    });

    expect(Buffer.byteLength(body)).toBe(267);
    expect(Buffer.byteLength(writeRequest('POST /ping', 19_990, body))).toBe(455);
  });

  async function register(certificates?: ReturnType<typeof makeCertificates>): Promise<TestSystem> {
    const system = await prepare({}, 'config/broker.config');
    const { port } = await relayToEngine(certificates);
    await system.startBroker();
    const agent = await OriginalAgent.connect(system.brokerPort);
    closers.push(() => {
      agent.close();
    });
    const place = { serviceHost: '127.0.0.1', dockerHost: '127.0.0.1', dockerPort: port, keepAlive: 30 };
    if (certificates !== undefined) {
      const files = { ...certificates.client, ca: certificates.ca };
      expect(await agent.uploadCertificates('127.0.0.1', files)).toBe(200);
    }
    const ping = { ...place, portMin: system.ports.min, portMax: system.ports.max };
    expect([await agent.ping(ping), await agent.ping(ping)]).toEqual([200, 200]);
    return system;
  }

  it('registers a host that serves', async () => {
    const system = await register();

    await expectToServe(system, 'redis');
  });

  it('registers a host that serves over TLS with the certificates that it uploads', async () => {
    const system = await register(makeCertificates('IP:127.0.0.1'));

    await expectToServe(system, 'redis');
  });
});
