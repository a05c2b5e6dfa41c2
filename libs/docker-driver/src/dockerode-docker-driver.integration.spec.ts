import { randomBytes, randomInt } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';

import Docker from 'dockerode';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import { HostUnreachableError, HostUntrustedError, ImageUnavailableError } from './docker-driver.errors.js';
import type { ContainerSpec, DockerEndpoint, ExecOutcome, LogLine } from './docker-driver.port.js';
import { DockerodeDockerDriver } from './dockerode-docker-driver.js';
import { describeDockerDriver } from './testing/docker-driver.contract.js';
import type { DockerDriverFixture } from './testing/contract-run.js';
import { makeCertificates } from './testing/make-certificates.js';
import { openRelay } from './testing/open-relay.js';
import type { Relay } from './testing/open-relay.js';

const SOCKET_PATH = process.env['DOCKER_SOCKET'] ?? '/var/run/docker.sock';
const IMAGE = 'docker-broker/base:bookworm';
const unix: DockerEndpoint = { kind: 'unix', socketPath: SOCKET_PATH };
const engine = new Docker({ socketPath: SOCKET_PATH });

async function openFixture(endpoint: DockerEndpoint, relay?: Relay): Promise<DockerDriverFixture> {
  const driver = new DockerodeDockerDriver();
  const image = await driver.findImage(unix, IMAGE);
  if (image === undefined) throw new Error(`These tests need the image ${IMAGE}: npm run images makes it.`);
  const networkName = `contract-${randomBytes(6).toString('hex')}`;
  const close = async (): Promise<void> => {
    await engine.getNetwork(networkName).remove();
    driver.close();
    await relay?.close();
  };
  return { driver, endpoint, imageRef: IMAGE, hostPort: randomInt(21_000, 29_000), networkName, close };
}

const certificates = makeCertificates('IP:127.0.0.1');
const toTls = (port: number, { ca, client } = certificates): DockerEndpoint => {
  return { kind: 'tcp', host: '127.0.0.1', port, tls: { version: 1, ca, ...client } };
};

describeDockerDriver('dockerode over a Unix socket', () => openFixture(unix));

describeDockerDriver('dockerode over plain loopback TCP', async () => {
  const relay = await openRelay(SOCKET_PATH);
  return openFixture({ kind: 'tcp', host: '127.0.0.1', port: relay.port }, relay);
});

describeDockerDriver('dockerode over TLS', async () => {
  const relay = await openRelay(SOCKET_PATH, certificates);
  return openFixture(toTls(relay.port), relay);
});

describe('DockerodeDockerDriver over TLS', () => {
  const driver = new DockerodeDockerDriver();
  const relays: Relay[] = [];
  const listen = async (server = certificates): Promise<number> => {
    const relay = await openRelay(SOCKET_PATH, server);
    relays.push(relay);
    return relay.port;
  };

  afterEach(async () => {
    driver.close();
    await Promise.all(relays.splice(0).map((relay) => relay.close()));
  });

  it('refuses a host whose certificate another CA signed (row 69)', async () => {
    const endpoint = toTls(await listen(), { ...certificates, ca: makeCertificates('IP:127.0.0.1').ca });

    await expect(driver.describeEngine(endpoint)).rejects.toThrow(HostUntrustedError);
  });

  it('refuses a host whose certificate names another host, whatever the environment says (T6)', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const others = makeCertificates('DNS:another.test');

    const answer = driver.describeEngine(toTls(await listen(others), others));

    await expect(answer).rejects.toThrow(HostUnreachableError);
  });

  it('does not get in with a certificate that the host does not know', async () => {
    const { client } = makeCertificates('IP:127.0.0.1');

    const answer = driver.describeEngine(toTls(await listen(), { ...certificates, client }));

    await expect(answer).rejects.toThrow(HostUnreachableError);
  });

  it('does not speak plainly to a host that wants TLS (row 69)', async () => {
    const answer = driver.describeEngine({ kind: 'tcp', host: '127.0.0.1', port: await listen() });

    await expect(answer).rejects.toThrow(HostUnreachableError);
  });

  it('takes new certificates for the same host when their version changes (row 68)', async () => {
    const port = await listen();
    const broken = toTls(port, { ...certificates, client: makeCertificates('IP:127.0.0.1').client });
    await expect(driver.describeEngine(broken)).rejects.toThrow(HostUnreachableError);

    const { ca, client } = certificates;
    const renewed: DockerEndpoint = { kind: 'tcp', host: '127.0.0.1', port, tls: { version: 2, ca, ...client } };

    await expect(driver.describeEngine(renewed)).resolves.toMatchObject({ apiVersion: expect.any(String) as string });
  });
});

describe('DockerodeDockerDriver on a real engine', () => {
  const label = randomBytes(6).toString('hex');
  const spec: ContainerSpec = {
    name: `driver-${label}`,
    imageRef: IMAGE,
    labels: { 'docker-broker.contract': label },
    environment: {},
    command: ['sh', '-c', 'echo one; echo two >&2; echo three; exec sleep 300'],
    ports: [],
    volumes: [],
    networkName: `driver-${label}`,
    capabilities: ['CHOWN'],
    memoryBytes: 64 * 1024 * 1024,
    milliCpus: 500,
    pidsLimit: 32,
  };
  const driver = new DockerodeDockerDriver();
  let containerId = '';
  const run = async (command: string[], stdin = ''): Promise<ExecOutcome> => {
    const execId = await driver.createExec(unix, containerId, { command, environment: {} });
    return driver.runExec(unix, execId, { stdin, timeoutMs: 20_000, maxOutputBytes: 65_536 });
  };

  beforeAll(async () => {
    await driver.ensureNetwork(unix, spec.networkName);
    containerId = await driver.createContainer(unix, spec);
    await driver.startContainer(unix, containerId);
  });
  afterAll(async () => {
    await driver.removeContainer(unix, containerId);
    await engine.getNetwork(spec.networkName).remove();
    driver.close();
  });

  it('gives only the capabilities that were asked for, and no way to more', async () => {
    const { stdout } = await run(['cat', '/proc/self/status']);

    expect(stdout).toMatch(/^CapBnd:\s*0000000000000001$/m);
    expect(stdout).toMatch(/^CapEff:\s*0000000000000001$/m);
    expect(stdout).toMatch(/^NoNewPrivs:\s*1$/m);
  });

  it('sets limits, rotation and restart', async () => {
    const { HostConfig: host } = await engine.getContainer(containerId).inspect();

    const memory = 64 * 1024 * 1024;
    expect(host).toMatchObject({ Memory: memory, MemorySwap: memory, NanoCpus: 500_000_000, PidsLimit: 32 });
    expect(host.LogConfig).toEqual({ Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '3' } });
    expect(host).toMatchObject({ RestartPolicy: { Name: 'always' }, Privileged: false });
  });

  it('makes a network without traffic between containers', async () => {
    const [network] = await engine.listNetworks({ filters: { name: [spec.networkName] } });

    expect(network).toMatchObject({ Driver: 'bridge', Options: { 'com.docker.network.bridge.enable_icc': 'false' } });
  });

  it('refuses a network of that name which lets containers talk (T26)', async () => {
    await expect(driver.ensureNetwork(unix, 'bridge')).rejects.toThrow(/talk to each other/);
  });

  it('reads the tail of both streams of a log', async () => {
    const tail = await driver.readLogTail(unix, containerId, 2);

    expect(tail.split('\n').filter((line) => line !== '')).toHaveLength(2);
    expect(tail).toContain('three');
  });

  it('reads the lines of both streams, and follows them', async () => {
    const followed: LogLine[] = [];
    const caller = new AbortController();
    const following = driver.followLog(unix, containerId, {
      tail: 3,
      signal: caller.signal,
      onLine: (line) => {
        if (followed.push(line) === 3) caller.abort();
      },
    });

    const lines = await driver.readLog(unix, containerId, { tail: 10 });
    await following;

    const texts = lines.map(({ stream, text }) => `${stream} ${text}`).sort();
    expect(texts).toEqual(['stderr two', 'stdout one', 'stdout three']);
    expect(Date.parse(lines[0]?.time ?? '')).toBeGreaterThan(Date.parse('2024-01-01'));
    expect(followed).toEqual(lines);
    const sinceMs = Date.parse('2999-01-01');
    expect(await driver.readLog(unix, containerId, { tail: 10, sinceMs })).toEqual([]);
  });

  it('waits for who takes each line of a log slowly, and loses none', async () => {
    const taken: string[] = [];
    const caller = new AbortController();
    let isTaking = false;
    await run(['sh', '-c', 'seq 1 20000 > /proc/1/fd/1']);

    await driver.followLog(unix, containerId, {
      tail: 20_100,
      signal: caller.signal,
      onLine: async ({ text }) => {
        expect(isTaking).toBe(false);
        isTaking = true;
        await nextTurn();
        isTaking = false;
        // What the container wrote before comes too, where the engine has not stored all of this yet.
        if (/^\d+$/.test(text) && taken.push(text) === 20_000) caller.abort();
      },
    });

    expect(taken).toEqual(Array.from({ length: 20_000 }, (_, index) => String(index + 1)));
  });

  it('delivers a large input whole', async () => {
    const outcome = await run(['sh', '-c', 'wc -c; echo done'], 'x'.repeat(3_000_000));

    expect(outcome).toMatchObject({ stdout: '3000000\ndone\n', exitCode: 0 });
  });

  it('loses no output of a command that does not read its input', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 4 }, () => run(['sh', '-c', 'seq 1 5000'], 'y'.repeat(60_000))),
    );

    for (const { stdout, exitCode } of outcomes) {
      expect(exitCode).toBe(0);
      expect(stdout.trim().split('\n')).toHaveLength(5000);
    }
  });

  it('reports a registry that does not answer', async () => {
    const options = { onProgress: () => undefined, timeoutMs: 20_000 };

    await expect(driver.pullImage(unix, 'localhost:1/absent@sha256:' + 'a'.repeat(64), options)).rejects.toThrow(
      ImageUnavailableError,
    );
  });
});
