import { beforeEach, describe, expect, it } from 'vitest';

import { EngineBusyError, HostUnreachableError, PortTakenError } from '../docker-driver.errors.js';
import type { ContainerSpec, DockerEndpoint } from '../docker-driver.port.js';
import { contractScript } from './contract-script.js';
import { describeDockerDriver } from './docker-driver.contract.js';
import { InMemoryDockerDriver } from './in-memory-docker-driver.js';

const endpoint: DockerEndpoint = { kind: 'unix', socketPath: '/run/one.sock' };
const spec: ContainerSpec = {
  name: 'one',
  imageRef: 'some/image:1',
  labels: {},
  environment: {},
  ports: [{ port: 80, protocol: 'tcp', hostPort: 20_000, hostIp: '0.0.0.0' }],
  volumes: [],
  networkName: 'tenants',
  capabilities: [],
  pidsLimit: 64,
};

describeDockerDriver('in memory', () => {
  const driver = new InMemoryDockerDriver(contractScript);
  driver.addImage(endpoint, 'some/image:1');
  return Promise.resolve({
    driver,
    endpoint,
    imageRef: 'some/image:1',
    hostPort: 20_000,
    networkName: 'tenants',
    close: () => Promise.resolve(),
  });
});

describe('InMemoryDockerDriver', () => {
  let driver: InMemoryDockerDriver;

  beforeEach(async () => {
    driver = new InMemoryDockerDriver();
    driver.addImage(endpoint, 'some/image:1');
    await driver.ensureNetwork(endpoint, 'tenants');
  });

  it('fails before the effect, once', async () => {
    driver.inject('createContainer', { before: new EngineBusyError('busy') });

    await expect(driver.createContainer(endpoint, spec)).rejects.toThrow(EngineBusyError);

    expect(driver.containers(endpoint)).toEqual([]);
    await expect(driver.createContainer(endpoint, spec)).resolves.toMatch(/^[0-9a-f]{64}$/);
  });

  it('fails after the effect', async () => {
    driver.inject('createContainer', { after: new HostUnreachableError('cut') });

    await expect(driver.createContainer(endpoint, spec)).rejects.toThrow(HostUnreachableError);

    expect(driver.containers(endpoint)).toMatchObject([{ name: 'one', state: 'created' }]);
  });

  it('stands still until it is let go', async () => {
    let letGo = (): void => undefined;
    const until = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    driver.inject('createContainer', { until, delayMs: 1 });

    const creation = driver.createContainer(endpoint, spec);
    expect(driver.containers(endpoint)).toEqual([]);
    letGo();
    await creation;

    expect(driver.containers(endpoint)).toHaveLength(1);
  });

  it('is out of reach while unplugged, and remembers', async () => {
    await driver.createContainer(endpoint, spec);
    driver.unplug(endpoint);
    driver.inject('findContainer', { times: 2 });

    await expect(driver.findContainer(endpoint, 'one')).rejects.toThrow(HostUnreachableError);

    driver.plug(endpoint);
    expect(await driver.findContainer(endpoint, 'one')).toMatchObject({ name: 'one' });
    expect(driver.calls()).toEqual(['ensureNetwork', 'createContainer', 'findContainer', 'findContainer']);
  });

  it('keeps engines apart', async () => {
    const other: DockerEndpoint = { kind: 'tcp', host: 'other', port: 2376 };

    await driver.createContainer(endpoint, spec);

    expect(driver.containers(other)).toEqual([]);
    expect(driver.networks(endpoint)).toEqual(['tenants']);
    expect(driver.networks(other)).toEqual([]);
  });

  it('does not start on a port that a stranger holds', async () => {
    const containerId = await driver.createContainer(endpoint, spec);
    driver.takePort(endpoint, 20_000);

    await expect(driver.startContainer(endpoint, containerId)).rejects.toThrow(PortTakenError);

    driver.freePort(endpoint, 20_000);
    await expect(driver.startContainer(endpoint, containerId)).resolves.toBeUndefined();
  });

  it('pulls what the registry has', async () => {
    const progress: number[] = [];
    driver.publishImage('some/image:2', { labels: { version: '2' } });

    await driver.pullImage(endpoint, 'some/image:2', { onProgress: (percent) => progress.push(percent), timeoutMs: 1 });

    expect(progress).toEqual([100]);
    expect(await driver.findImage(endpoint, 'some/image:2')).toMatchObject({ labels: { version: '2' } });
  });

  it('shows a script what it is asked to run', async () => {
    const seen: unknown[] = [];
    driver.play((exec) => {
      seen.push(exec);
      return { stdout: '{}', stderr: '', truncated: false, exitCode: 0 };
    });
    const containerId = await driver.createContainer(endpoint, spec);
    await driver.startContainer(endpoint, containerId);
    const execId = await driver.createExec(endpoint, containerId, { command: ['/bind'], environment: { A: 'b' } });

    await driver.runExec(endpoint, execId, { stdin: 'in', timeoutMs: 100, maxOutputBytes: 10 });

    const command = { containerId, containerName: 'one', command: ['/bind'], environment: { A: 'b' } };
    expect(seen).toEqual([expect.objectContaining({ ...command, stdin: 'in' })]);
    expect(driver.execs(endpoint)).toMatchObject([{ ...command, state: { phase: 'ended', exitCode: 0 } }]);
  });

  it('lets a container change by itself, and write a log', async () => {
    const containerId = await driver.createContainer(endpoint, spec);

    driver.changeContainer(endpoint, containerId, { state: 'exited', exitCode: 1 });
    driver.writeLog(endpoint, containerId, 'one', 'two', 'three');

    expect(await driver.findContainer(endpoint, 'one')).toMatchObject({ state: 'exited', exitCode: 1 });
    expect(await driver.readLogTail(endpoint, containerId, 2)).toBe('two\nthree\n');
  });

  it('clears its faults', async () => {
    driver.inject('describeEngine', { before: new EngineBusyError('busy'), times: Infinity });
    driver.clearFaults();

    await expect(driver.describeEngine(endpoint)).resolves.toMatchObject({ apiVersion: '1.41' });
    await driver.ensureVolume(endpoint, { volumeName: 'data', labels: {} });
    expect(driver.volumes(endpoint)).toEqual(['data']);
  });
});
