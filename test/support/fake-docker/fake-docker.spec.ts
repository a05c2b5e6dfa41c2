import { request } from 'node:http';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { DockerDriverError, DockerodeDockerDriver, EngineBusyError, HostUnreachableError } from '#docker-driver';
import { Gate } from '../../../apps/broker/src/operations/testing/gate.js';
import { contractScript } from '../../../libs/docker-driver/src/testing/contract-script.js';
import { describeDockerDriver } from '../../../libs/docker-driver/src/testing/docker-driver.contract.js';
import { pollUntil } from '../poll-until.js';
import { FakeDocker } from './fake-docker.js';
import { failureOf, FakeTenant } from './fake-tenant.js';

/** The same contract as on a real engine (libs/docker-driver): what holds for the driver there, holds for it here. */
describeDockerDriver('dockerode on the fake engine', async () => {
  const fake = await FakeDocker.start({
    images: { 'some/image:1': {} },
    otherPrograms: async (exec) => contractScript({ ...exec, stdin: await exec.stdin }),
  });
  const driver = new DockerodeDockerDriver();
  const close = async (): Promise<void> => {
    driver.close();
    await fake.close();
  };
  const { endpoint } = fake;
  return { driver, endpoint, imageRef: 'some/image:1', hostPort: 20_000, networkName: 'tenants', close };
});

describe('FakeDocker', () => {
  let tenant: FakeTenant;
  let fake: FakeDocker;

  beforeEach(async () => {
    tenant = await FakeTenant.open({ scriptMs: 20 });
    ({ fake } = tenant);
  });
  afterEach(async () => {
    await tenant.close();
  });

  const look = (name = 'osb-one'): Promise<unknown> => tenant.driver.findContainer(fake.endpoint, name);
  const list = (path: string, filters: object, query = ''): Promise<unknown> =>
    getJson(
      `http://127.0.0.1:${fake.port}/v1.41${path}?filters=${encodeURIComponent(JSON.stringify(filters))}${query}`,
    );

  it('has an image with a port and a volume, unless it is told otherwise', async () => {
    const image = await tenant.driver.findImage(fake.endpoint, 'redis');

    expect(image).toMatchObject({ exposedPorts: [{ port: 6379, protocol: 'tcp' }], volumes: ['/data'] });
    expect(await tenant.driver.findImage(fake.endpoint, 'redis:latest')).toEqual(image);
  });

  it('pulls what is published', async () => {
    const told: number[] = [];
    fake.publishImage('mysql:10', { volumes: ['/var/lib/mysql'], healthCommand: ['/healthy'] });

    await tenant.driver.pullImage(fake.endpoint, 'mysql:10', {
      onProgress: (percent) => told.push(percent),
      timeoutMs: 5_000,
    });

    expect(told).toEqual([50, 100]);
    const image = await tenant.driver.findImage(fake.endpoint, 'mysql:10');
    expect(image).toMatchObject({ volumes: ['/var/lib/mysql'], healthCommand: ['/healthy'] });
  });

  describe('lists', () => {
    beforeEach(async () => {
      await tenant.serve('one', 20_001);
      await tenant.create('two', 20_002);
    });

    it.each([
      [['docker-broker.instance=two'], ['/osb-two']],
      [['docker-broker.instance'], ['/osb-two', '/osb-one']],
      [['docker-broker.service=redis', 'docker-broker.instance=one'], ['/osb-one']],
      [['docker-broker.service=mysql', 'docker-broker.instance=one'], []],
      [['absent'], []],
    ])('containers by the labels %j', async (label, names) => {
      const found = (await list('/containers/json', { label }, '&all=true')) as { Names: string[] }[];

      expect(found.flatMap(({ Names }) => Names)).toEqual(names);
    });

    it('only running ones, unless all are asked for', async () => {
      await expect(list('/containers/json', {})).resolves.toMatchObject([{ Names: ['/osb-one'], State: 'running' }]);
      await expect(list('/containers/json', { status: ['created'] })).resolves.toMatchObject([{ Names: ['/osb-two'] }]);
    });

    it.each([
      [['docker-broker.instance=two'], ['osb-two-0']],
      [['docker-broker.service=redis', 'docker-broker.instance=one'], ['osb-one-0']],
      [['docker-broker.service'], ['osb-one-0', 'osb-two-0']],
    ])('volumes by the labels %j', async (label, names) => {
      const { Volumes } = (await list('/volumes', { label })) as { Volumes: { Name: string }[] };

      expect(Volumes.map(({ Name }) => Name)).toEqual(names);
    });

    it('nothing by a filter that it does not know', async () => {
      await expect(list('/volumes', { colour: ['red'] })).resolves.toEqual({ message: "Invalid filter 'colour'" });
    });
  });

  it('has containers of strangers, with their own ports, labels and volumes', async () => {
    const ports = [{ port: 80, protocol: 'tcp', hostPort: 20_001, hostIp: '0.0.0.0' }] as const;
    const volumes = [{ volumeName: 'theirs', path: '/data' }];

    const foreign = fake.addForeignContainer({ name: 'stranger', labels: { a: 'b' }, ports, volumes });

    expect(fake.containers('a=b')).toEqual([foreign]);
    expect(await look('stranger')).toEqual(foreign);
    expect(fake.volumes()).toEqual([{ name: 'theirs', labels: {} }]);
    await expect(tenant.serve('one', 20_001)).rejects.toThrow(/already allocated/);
  });

  it('cannot be reached while it is unplugged, and what runs there goes on', async () => {
    const execId = await tenant.prepare(await tenant.serve('one'), '/bind');
    fake.play('/bind', () => new Promise(() => undefined));
    const run = tenant.start(execId);
    await pollUntil('the start', () => fake.runningExecs().length === 1, 5_000);

    await fake.unplug();

    await expect(run).rejects.toThrow(HostUnreachableError);
    await expect(look()).rejects.toThrow(HostUnreachableError);
    await fake.plug();
    await expect(look()).resolves.toMatchObject({ state: 'running' });
    await expect(tenant.driver.findExec(fake.endpoint, execId)).resolves.toEqual({ phase: 'running' });
  });

  it('swallows what is sent while it is silent', async () => {
    const containerId = await tenant.serve('one');
    await fake.unplug('silent');
    const failure = failureOf(tenant.driver.removeContainer(fake.endpoint, containerId));
    await expect(getJson(`http://127.0.0.1:${fake.port}/version`, 'GET', AbortSignal.timeout(100))).rejects.toThrow();

    await fake.plug();

    expect(await failure).toBeInstanceOf(HostUnreachableError);
    await expect(look()).resolves.toMatchObject({ state: 'running' });
  });

  it('does what was asked for during a pause after it', async () => {
    const goOn = fake.pause();
    const creation = tenant.create('one');
    await pollUntil('the call', () => fake.calls('createContainer') === 1, 5_000);
    expect(fake.volumes()).toEqual([]);

    goOn();

    await expect(creation).resolves.toMatch(/^[0-9a-f]{64}$/);
  });

  it('comes back from a restart with what has a restart policy, and knows no commands', async () => {
    const containerId = await tenant.serve('one', 20_001);
    await tenant.run(containerId, '/bind');
    await tenant.create('two', 20_002);
    const stays = fake.addForeignContainer({ name: 'stays' });
    fake.addForeignContainer({ name: 'goes', restart: 'no' });
    fake.play('/bind', () => new Promise(() => undefined));
    const execId = await tenant.prepare(containerId, '/bind');
    const failure = failureOf(tenant.start(execId));
    await pollUntil('the start', () => fake.runningExecs().length === 1, 5_000);

    await fake.restart();

    expect(await failure).toBeInstanceOf(DockerDriverError);
    const states = fake.containers().map(({ name, state }) => `${name} ${state}`);
    expect(states).toEqual(['osb-one running', 'osb-two created', 'stays running', 'goes exited']);
    expect(fake.containers()[2]?.containerId).toBe(stays.containerId);
    expect(await tenant.driver.findExec(fake.endpoint, execId)).toBeUndefined();
    expect(fake.runningExecs()).toEqual([]);
    expect(fake.accepts('one', 'user', 'secret')).toBe(true);
    expect(fake.mostRunning('one')).toBe(1);
  });

  it('brings back with a restart what has the rule for it by then', async () => {
    const containerId = await tenant.serve('one', 20_001);
    fake.addForeignContainer({ name: 'stranger', restart: 'no' });
    await tenant.driver.updateContainer(fake.endpoint, containerId, { restart: 'no' });

    await fake.restart();

    expect(fake.containers().map(({ name, state }) => `${name} ${state}`)).toEqual([
      'osb-one exited',
      'stranger exited',
    ]);
  });

  it('fails to change a container as it is told, once', async () => {
    const containerId = await tenant.serve('one');
    const change = (): Promise<void> => tenant.driver.updateContainer(fake.endpoint, containerId, { pidsLimit: 16 });
    fake.inject('updateContainer', { before: { status: 500, message: 'unable to set memory limit' } });

    await expect(change()).rejects.toThrow(EngineBusyError);

    await expect(look()).resolves.toMatchObject({ pidsLimit: 64 });
    await change();
    await expect(look()).resolves.toMatchObject({ pidsLimit: 16 });
    expect(fake.calls('updateContainer')).toBe(2);
  });

  it('drops calls that a restart finds under way', async () => {
    const gate = new Gate();
    fake.inject('createContainer', { until: gate.opened });
    const failure = failureOf(tenant.create('one'));
    await pollUntil('the call', () => fake.calls('createContainer') === 1, 5_000);

    await fake.restart();
    gate.open();

    expect(await failure).toBeInstanceOf(HostUnreachableError);
    await tenant.create('two');
    expect(fake.containers().map(({ name }) => name)).toEqual(['osb-two']);
  });

  it('refuses versions, paths and bodies that it does not know, as an engine does', async () => {
    const url = `http://127.0.0.1:${fake.port}`;

    await expect(getJson(`${url}/v1.99/info`)).resolves.toEqual({
      message: 'client version 1.99 is too new. Maximum supported API version is 1.41',
    });
    await expect(getJson(`${url}/v1.41/nothing`)).resolves.toEqual({ message: 'page not found' });
    await expect(getJson(`${url}/containers/osb-none/json`)).resolves.toEqual({
      message: 'No such container: osb-none',
    });
  });

  it('removes what runs only by force', async () => {
    const containerId = await tenant.serve('one');

    const answer = await getJson(`http://127.0.0.1:${fake.port}/containers/${containerId}`, 'DELETE');

    expect(answer).toEqual({ message: expect.stringContaining('cannot remove a running container') as string });
  });
});

function getJson(url: string, method = 'GET', signal?: AbortSignal): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const call = request(url, { method, agent: false, ...(signal && { signal }) }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve(JSON.parse(Buffer.concat(chunks).toString('utf8')));
      });
    });
    call.on('error', reject).end();
  });
}
