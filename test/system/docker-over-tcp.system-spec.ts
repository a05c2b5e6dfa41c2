import { writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { makeCertificates } from '../../libs/docker-driver/src/testing/make-certificates.js';
import type { TestCertificates } from '../../libs/docker-driver/src/testing/make-certificates.js';
import { openRelay } from '../../libs/docker-driver/src/testing/open-relay.js';
import { findContainers, SOCKET_PATH } from '../support/engine.js';
import { expectToServe } from '../support/expect-to-serve.js';
import { openTap } from '../support/open-tap.js';
import type { Tap } from '../support/open-tap.js';
import { pollUntil } from '../support/poll-until.js';
import type { Program } from '../support/program.js';
import { TestSystem } from '../support/test-system.js';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function startBroker(brokerEnv: Readonly<Record<string, string>> = {}): Promise<TestSystem> {
  const system = await TestSystem.prepare({ brokerEnv });
  closers.push(() => system.remove());
  await system.startBroker();
  return system;
}

/** The engine's socket behind a port; over TLS where there are certificates. */
async function tapEngine(certificates?: TestCertificates, listenOn?: string): Promise<Tap> {
  const relay = await openRelay(SOCKET_PATH, certificates);
  closers.push(() => relay.close());
  const tap = await openTap(relay.port, listenOn);
  closers.push(() => tap.close());
  return tap;
}

function startAgent(
  system: TestSystem,
  dockerHost: string,
  dockerPort: number,
  flags: readonly string[] = [],
): Promise<Program> {
  const env = { AGENT_SERVICEAGENT_DOCKERHOST: dockerHost, AGENT_SERVICEAGENT_DOCKERPORT: String(dockerPort) };
  return system.startAgent({ env, flags });
}

/** As the flags name them. */
function writeFiles(folder: string, { ca, client }: Pick<TestCertificates, 'ca' | 'client'>): string[] {
  const files = { clientcert: client.cert, clientkey: client.key, cacert: ca };
  return Object.entries(files).flatMap(([name, pem]) => {
    writeFileSync(join(folder, `${name}.pem`), pem);
    return [`-${name}`, join(folder, `${name}.pem`)];
  });
}

describe('a Docker host over TLS', () => {
  it('serves with the certificates that its agent uploads', async () => {
    const certificates = makeCertificates('IP:127.0.0.1');
    const tap = await tapEngine(certificates);
    const system = await startBroker();

    const agent = await startAgent(system, '127.0.0.1', tap.port, writeFiles(system.folder, certificates));

    await agent.said('certificates handed over');
    await expectToServe(system, 'redis');
    expect(new Set(tap.tls)).toEqual(new Set([true]));
    const { client, ca } = certificates;
    for (const secret of [client.key, client.cert, ca])
      expect([...system.broker.output, ...agent.output].join('\n')).not.toContain(secret.split('\n')[1]);
  });

  it('is never reached plainly when its certificate does not verify, and serves by itself once it does', async () => {
    const certificates = makeCertificates('IP:127.0.0.1');
    const tap = await tapEngine(certificates);
    const system = await startBroker();
    const others = { client: certificates.client, ca: makeCertificates('IP:127.0.0.1').ca };
    const agent = await startAgent(system, '127.0.0.1', tap.port, writeFiles(system.folder, others));
    const instanceId = system.newInstanceId();

    const ordered = system.client.provision(instanceId, 'redis');
    await pollUntil('TLS in the log', () =>
      system.broker.output.find((line) => line.includes(instanceId) && /TLS|certificate/.test(line)),
    );
    expect(await findContainers(instanceId)).toEqual([]);
    expect(new Set(tap.tls)).toEqual(new Set([true]));

    await agent.stop();
    await startAgent(system, '127.0.0.1', tap.port, writeFiles(system.folder, certificates));
    expect(await ordered).toMatchObject({ status: 201 });
    expect(await system.client.deprovision(instanceId, 'redis')).toMatchObject({ status: 200 });
    expect(await findContainers(instanceId)).toEqual([]);
    expect(new Set(tap.tls)).toEqual(new Set([true]));
  });
});

describe('a Docker host over plain TCP beyond loopback', () => {
  const address = Object.values(networkInterfaces())
    .flat()
    .find((one) => one?.family === 'IPv4' && !one.internal)?.address;

  it('is not used, and the log says what would help', async () => {
    if (address === undefined) throw new Error('This machine has no address but loopback.');
    const tap = await tapEngine(undefined, address);
    const system = await startBroker({ BROKER_DOCKER_ALLOWEDPORTS: JSON.stringify([String(tap.port)]) });
    await startAgent(system, address, tap.port);
    const instanceId = system.newInstanceId();

    expect(await system.client.provision(instanceId, 'redis')).toMatchObject({ status: 503 });

    const reason = await pollUntil('the reason in the log', () =>
      system.broker.output.find((line) => line.includes('docker.allowInsecure')),
    );
    expect(reason).toContain(`${address}:${tap.port}`);
    expect(tap.tls).toEqual([]);
  });

  it('is used when the configuration allows it by name', async () => {
    if (address === undefined) throw new Error('This machine has no address but loopback.');
    const tap = await tapEngine(undefined, address);
    const system = await startBroker({ BROKER_DOCKER_ALLOWINSECURE: JSON.stringify([`${address}:${tap.port}`]) });
    await startAgent(system, address, tap.port);

    await expectToServe(system, 'redis');

    expect(new Set(tap.tls)).toEqual(new Set([false]));
  });
});
