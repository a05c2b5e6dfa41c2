import { randomBytes } from 'node:crypto';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import {
  ContainerMissingError,
  ContainerNotRunningError,
  EngineBusyError,
  EngineRefusedError,
  ExecLostError,
  ExecTimeoutError,
  HostUnreachableError,
  ImageMissingError,
  ImageUnavailableError,
  NameTakenError,
  PortTakenError,
} from '../docker-driver.errors.js';
import type {
  ContainerInfo,
  ContainerSpec,
  ContainerSummary,
  DockerDriver,
  DockerEndpoint,
  ExecOutcome,
} from '../docker-driver.port.js';

/** What a run of the contract stands on. */
export interface DockerDriverFixture {
  readonly driver: DockerDriver;
  readonly endpoint: DockerEndpoint;
  /** Has `sleep`, `sh`, `cat`, `printenv`, and is there already. */
  readonly imageRef: string;
  /** Free on the host, for this run alone. */
  readonly hostPort: number;
  /** Does not exist yet; `close` removes it. */
  readonly networkName: string;
  close(): Promise<void>;
}

const LABEL = 'docker-broker.contract';
const MIB = 1024 * 1024;
const ABSENT_ID = 'f'.repeat(64);

/** How every driver behaves. What a run makes carries a label of its own, and only that is removed after each test. */
export function describeDockerDriver(name: string, open: () => Promise<DockerDriverFixture>): void {
  describe(`DockerDriver: ${name}`, () => {
    const run = randomBytes(6).toString('hex');
    const volumeName = `contract-${run}`;
    let fixture: DockerDriverFixture;
    let driver: DockerDriver;
    let endpoint: DockerEndpoint;

    const toSpec = (said: Partial<ContainerSpec> = {}): ContainerSpec => ({
      name: `contract-${run}`,
      imageRef: fixture.imageRef,
      labels: { [LABEL]: run, kind: 'sleeper' },
      environment: { GREETING: 'hello = world' },
      command: ['sleep', '300'],
      ports: [],
      volumes: [],
      networkName: fixture.networkName,
      capabilities: [],
      pidsLimit: 64,
      ...said,
    });
    const create = (said: Partial<ContainerSpec> = {}): Promise<string> =>
      driver.createContainer(endpoint, toSpec(said));
    const createRunning = async (said: Partial<ContainerSpec> = {}): Promise<string> => {
      const containerId = await create(said);
      await driver.startContainer(endpoint, containerId);
      return containerId;
    };
    const prepare = (containerId: string, ...command: string[]): Promise<string> =>
      driver.createExec(endpoint, containerId, { command, environment: { GREETING: 'good morning' } });
    const runExec = (execId: string, stdin = '', said = {}): Promise<ExecOutcome> =>
      driver.runExec(endpoint, execId, { stdin, timeoutMs: 10_000, maxOutputBytes: 65_536, ...said });

    beforeAll(async () => {
      fixture = await open();
      ({ driver, endpoint } = fixture);
      await driver.ensureNetwork(endpoint, fixture.networkName);
    });
    afterEach(async () => {
      for (const { containerId } of await driver.listContainers(endpoint, `${LABEL}=${run}`)) {
        await driver.removeContainer(endpoint, containerId);
      }
      await driver.removeVolume(endpoint, volumeName);
    });
    afterAll(async () => {
      await fixture.close();
    });

    describe('engine, images, networks', () => {
      it('says who answers', async () => {
        const engine = await driver.describeEngine(endpoint);

        expect(engine.apiVersion).toMatch(/^1\.\d+$/);
        expect(engine.engineVersion).toMatch(/^\d+\./);
        expect(engine.engineId).not.toBe('');
      });

      it('finds an image that is there, and no other', async () => {
        const image = await driver.findImage(endpoint, fixture.imageRef);

        expect(image?.imageId).toMatch(/^sha256:[0-9a-f]{64}$/);
        expect(image?.healthCommand).toBeUndefined();
        expect(await driver.findImage(endpoint, 'docker-broker/absent:1')).toBeUndefined();
      });

      it('says when the registry does not give an image', async () => {
        const pull = driver.pullImage(endpoint, 'localhost:1/docker-broker/absent:1', {
          onProgress: () => undefined,
          timeoutMs: 30_000,
        });

        await expect(pull).rejects.toThrow(ImageUnavailableError);
      });

      it('makes a network once, however often and by however many it is asked', async () => {
        const ask = (): Promise<void> => driver.ensureNetwork(endpoint, fixture.networkName);

        await expect(Promise.all([ask(), ask(), ask()])).resolves.toHaveLength(3);
      });

      it('refuses names and references that would lead elsewhere', async () => {
        await expect(driver.findImage(endpoint, '../containers/json')).rejects.toThrow(EngineRefusedError);
        await expect(driver.findContainer(endpoint, 'a/b?c')).rejects.toThrow(EngineRefusedError);
        await expect(driver.removeVolume(endpoint, '')).rejects.toThrow(EngineRefusedError);
        await expect(driver.removeContainer(endpoint, `contract-${run}`)).rejects.toThrow(EngineRefusedError);
        await expect(driver.updateContainer(endpoint, 'a/b', {})).rejects.toThrow(EngineRefusedError);
      });
    });

    describe('containers', () => {
      it('creates what it is told, and finds it by name and by id', async () => {
        const port = { port: 6379, protocol: 'tcp', hostPort: fixture.hostPort, hostIp: '127.0.0.1' } as const;
        const volumes = [{ volumeName, path: '/data' }];

        const containerId = await create({ ports: [port], volumes });

        const found = await driver.findContainer(endpoint, containerId);
        expect(found).toMatchObject({ containerId, name: `contract-${run}`, state: 'created', exitCode: 0 });
        expect(found).toMatchObject({ health: 'none', ports: [port], volumes });
        expect(found?.labels).toMatchObject({ [LABEL]: run, kind: 'sleeper' });
        expect(await driver.findContainer(endpoint, `contract-${run}`)).toEqual(found);
      });

      it('does not take the beginning of an id for a name', async () => {
        const containerId = await create();

        expect(await driver.findContainer(endpoint, containerId.slice(0, 62))).toBeUndefined();
        expect(await driver.findContainer(endpoint, ABSENT_ID)).toBeUndefined();
      });

      it('refuses a name that is taken', async () => {
        await create();

        await expect(create()).rejects.toThrow(NameTakenError);
      });

      it('lets one of many win a name', async () => {
        const outcomes = await Promise.allSettled([create(), create(), create(), create()]);

        const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
        expect(lost).toHaveLength(3);
        for (const { reason } of lost) expect(reason).toBeInstanceOf(NameTakenError);
      });

      it('makes none that was called off', async () => {
        const creation = driver.createContainer(endpoint, toSpec(), AbortSignal.abort());

        await expect(creation).rejects.toThrow(HostUnreachableError);
        expect(await driver.findContainer(endpoint, toSpec().name)).toBeUndefined();
      });

      it('refuses an image that is not there', async () => {
        await expect(create({ imageRef: 'docker-broker/absent:1' })).rejects.toThrow(ImageMissingError);
      });

      it('never quotes the environment when it refuses it', async () => {
        const creation = create({ environment: { 'NOT=A NAME': 'secret-word' } });

        await expect(creation).rejects.toThrow(EngineRefusedError);
        await expect(creation).rejects.not.toThrow(/secret-word/);
      });

      it('gives the limits that it is told, and says which they are', async () => {
        const limits = { memoryBytes: 64 * MIB, milliCpus: 500, pidsLimit: 64, restart: 'no' } as const;

        const limited = await create(limits);
        const free = await create({ name: `contract-${run}-2`, pidsLimit: 0 });

        expect(await driver.findContainer(endpoint, limited)).toMatchObject(limits);
        const none = { memoryBytes: 0, milliCpus: 0, pidsLimit: 0, restart: 'always' };
        expect(await driver.findContainer(endpoint, free)).toMatchObject(none);
      });

      it.each(['running', 'created'] as const)('changes one that is %s, and changes it again', async (state) => {
        const containerId = await (state === 'running' ? createRunning() : create());
        const change = { memoryBytes: 64 * MIB, milliCpus: 500, pidsLimit: 32, restart: 'no' } as const;

        await driver.updateContainer(endpoint, containerId, change);
        await driver.updateContainer(endpoint, containerId, change);

        expect(await driver.findContainer(endpoint, containerId)).toMatchObject({ containerId, state, ...change });
      });

      it('raises and lowers, and leaves what it is not told', async () => {
        const containerId = await createRunning({ memoryBytes: 64 * MIB, milliCpus: 500 });
        const look = (): Promise<ContainerInfo | undefined> => driver.findContainer(endpoint, containerId);
        const before = await look();

        await driver.updateContainer(endpoint, containerId, {});
        expect(await look()).toEqual(before);
        await driver.updateContainer(endpoint, containerId, { memoryBytes: 128 * MIB });
        expect(await look()).toEqual({ ...before, memoryBytes: 128 * MIB });
        await driver.updateContainer(endpoint, containerId, { memoryBytes: 32 * MIB, pidsLimit: 16 });
        expect(await look()).toEqual({ ...before, memoryBytes: 32 * MIB, pidsLimit: 16 });
        await driver.updateContainer(endpoint, containerId, { milliCpus: 250, restart: 'no' });
        const last = { memoryBytes: 32 * MIB, pidsLimit: 16, milliCpus: 250, restart: 'no' };
        expect(await look()).toEqual({ ...before, ...last });
      });

      it('changes nothing when a part of it cannot be', async () => {
        const containerId = await createRunning({ memoryBytes: 64 * MIB, milliCpus: 500 });
        const before = await driver.findContainer(endpoint, containerId);

        for (const impossible of [{ memoryBytes: 0 }, { memoryBytes: MIB }, { milliCpus: 0 }]) {
          const change = driver.updateContainer(endpoint, containerId, { pidsLimit: 16, ...impossible });
          await expect(change).rejects.toThrow(EngineRefusedError);
        }

        expect(await driver.findContainer(endpoint, containerId)).toEqual(before);
      });

      it('changes none that is not there', async () => {
        const change = driver.updateContainer(endpoint, ABSENT_ID, { pidsLimit: 16 });

        await expect(change).rejects.toThrow(ContainerMissingError);
      });

      it('starts, and starts again', async () => {
        const containerId = await createRunning();

        await driver.startContainer(endpoint, containerId);

        const found = await driver.findContainer(endpoint, containerId);
        expect(found?.state).toBe('running');
        expect(Date.parse(found?.startedAt ?? '')).toBeGreaterThan(Date.parse('2020-01-01'));
      });

      it('stops, and stops again', async () => {
        const containerId = await createRunning();

        await driver.stopContainer(endpoint, containerId, 0);
        await driver.stopContainer(endpoint, containerId, 0);

        expect(await driver.findContainer(endpoint, containerId)).toMatchObject({ state: 'exited', exitCode: 137 });
      });

      it('removes a running one, and one that is gone', async () => {
        const containerId = await createRunning();

        await driver.removeContainer(endpoint, containerId);
        await driver.removeContainer(endpoint, containerId);
        await driver.stopContainer(endpoint, containerId, 0);

        expect(await driver.findContainer(endpoint, containerId)).toBeUndefined();
        await expect(driver.startContainer(endpoint, containerId)).rejects.toThrow(ContainerMissingError);
      });

      it('lists by label, stopped ones too', async () => {
        const containerId = await create();

        expect(await driver.listContainers(endpoint, `${LABEL}=${run}`)).toEqual([
          expect.objectContaining({ containerId, name: `contract-${run}` }),
        ]);
        expect(await driver.listContainers(endpoint, `${LABEL}=another`)).toEqual([]);
      });

      it('lists all with what they hold, or those with a label of any value', async () => {
        const port = { port: 80, protocol: 'tcp', hostPort: fixture.hostPort, hostIp: '0.0.0.0' } as const;
        const volumes = [{ volumeName, path: '/data' }];
        const containerId = await createRunning({ ports: [port], volumes });
        const isIt = (one: ContainerSummary): boolean => one.containerId === containerId;

        const running = (await driver.listContainers(endpoint)).find(isIt);
        await driver.stopContainer(endpoint, containerId, 0);
        const stopped = (await driver.listContainers(endpoint, LABEL)).find(isIt);

        const hostPorts = [{ hostPort: fixture.hostPort, protocol: 'tcp' }];
        expect(running).toMatchObject({ state: 'running', hostPorts, volumeNames: [volumeName] });
        expect(stopped).toMatchObject({ state: 'exited', hostPorts: [], volumeNames: [volumeName] });
        expect((await driver.listContainers(endpoint, 'docker-broker.absent')).find(isIt)).toBeUndefined();
      });

      it('says when the port is taken, and starts once it is free', async () => {
        const port = { port: 80, protocol: 'tcp', hostPort: fixture.hostPort, hostIp: '127.0.0.1' } as const;
        const winner = await createRunning({ ports: [port] });
        const loser = await create({ name: `contract-${run}-2`, ports: [port] });

        await expect(driver.startContainer(endpoint, loser)).rejects.toThrow(PortTakenError);

        expect((await driver.findContainer(endpoint, loser))?.state).toBe('created');
        await driver.removeContainer(endpoint, winner);
        await driver.startContainer(endpoint, loser);
        expect((await driver.findContainer(endpoint, loser))?.state).toBe('running');
      });

      it('says when the network is gone', async () => {
        const start = async (): Promise<string> => createRunning({ networkName: `contract-absent-${run}` });

        await expect(start()).rejects.toThrow(EngineRefusedError);
      });
    });

    describe('volumes', () => {
      it('makes one once, and removes it once', async () => {
        await driver.ensureVolume(endpoint, volumeName, { [LABEL]: run });
        await driver.ensureVolume(endpoint, volumeName, { [LABEL]: run });

        await driver.removeVolume(endpoint, volumeName);
        await expect(driver.removeVolume(endpoint, volumeName)).resolves.toBeUndefined();
      });

      it('lists by label', async () => {
        await driver.ensureVolume(endpoint, volumeName, { [LABEL]: run });

        expect(await driver.listVolumes(endpoint, `${LABEL}=${run}`)).toMatchObject([
          { name: volumeName, labels: { [LABEL]: run } },
        ]);
        expect(await driver.listVolumes(endpoint, `${LABEL}=another`)).toEqual([]);
        expect(await driver.listVolumes(endpoint, LABEL)).toContainEqual({
          name: volumeName,
          labels: { [LABEL]: run },
        });
      });

      it('neither makes nor removes what was called off', async () => {
        const off = AbortSignal.abort();
        await expect(driver.ensureVolume(endpoint, volumeName, { [LABEL]: run }, off)).rejects.toThrow(
          HostUnreachableError,
        );
        expect(await driver.listVolumes(endpoint, `${LABEL}=${run}`)).toEqual([]);
        await driver.ensureVolume(endpoint, volumeName, { [LABEL]: run });

        await expect(driver.removeVolume(endpoint, volumeName, off)).rejects.toThrow(HostUnreachableError);

        expect(await driver.listVolumes(endpoint, `${LABEL}=${run}`)).toHaveLength(1);
      });

      it('keeps one that a container uses', async () => {
        const containerId = await create({ volumes: [{ volumeName, path: '/data' }] });

        await expect(driver.removeVolume(endpoint, volumeName)).rejects.toThrow(EngineBusyError);

        await driver.removeContainer(endpoint, containerId);
        await driver.removeVolume(endpoint, volumeName);
      });
    });

    describe('commands', () => {
      it('runs one with its input, apart from its complaints, to its exit code', async () => {
        const execId = await prepare(await createRunning(), 'sh', '-c', 'cat; echo complaint >&2; exit 3');

        const outcome = await runExec(execId, '{"größe":"1"}');

        expect(outcome).toEqual({ stdout: '{"größe":"1"}', stderr: 'complaint\n', truncated: false, exitCode: 3 });
      });

      it('gives it an environment of its own', async () => {
        const execId = await prepare(await createRunning(), 'printenv', 'GREETING');

        expect(await runExec(execId)).toMatchObject({ stdout: 'good morning\n', exitCode: 0 });
      });

      it('ends one that waits for the end of an empty input', async () => {
        const execId = await prepare(await createRunning(), 'cat');

        expect(await runExec(execId)).toMatchObject({ stdout: '', exitCode: 0 });
      });

      it('counts a missing program as an outcome', async () => {
        const execId = await prepare(await createRunning(), '/does-not-exist');

        const { exitCode } = await runExec(execId, 'unread');

        expect([126, 127]).toContain(exitCode);
      });

      it('cuts output that is too long (row 29)', async () => {
        const execId = await prepare(await createRunning(), 'sh', '-c', 'head -c 300000 /dev/zero | tr "\\0" x');

        const outcome = await runExec(execId, '', { maxOutputBytes: 1000 });

        expect(outcome).toMatchObject({ stdout: 'x'.repeat(1000), truncated: true });
      });

      it('gives up waiting for one that takes too long, which then still runs', async () => {
        const execId = await prepare(await createRunning(), 'sleep', '60');

        await expect(runExec(execId, '', { timeoutMs: 500 })).rejects.toThrow(ExecTimeoutError);

        expect(await driver.findExec(endpoint, execId)).toEqual({ phase: 'running' });
      });

      it('gives up when it is called off', async () => {
        const execId = await prepare(await createRunning(), 'sleep', '60');

        const running = runExec(execId, '', { signal: AbortSignal.timeout(300) });

        await expect(running).rejects.toThrow(HostUnreachableError);
      });

      it('runs none a second time', async () => {
        const execId = await prepare(await createRunning(), 'sh', '-c', 'exit 3');
        await runExec(execId);

        await expect(runExec(execId)).rejects.toThrow(EngineRefusedError);
      });

      it('tells how far one is', async () => {
        const execId = await prepare(await createRunning(), 'sh', '-c', 'exit 3');

        expect(await driver.findExec(endpoint, execId)).toEqual({ phase: 'not-started' });
        await runExec(execId);
        expect(await driver.findExec(endpoint, execId)).toEqual({ phase: 'ended', exitCode: 3 });
      });

      it('forgets them with their container', async () => {
        const containerId = await createRunning();
        const execId = await prepare(containerId, 'cat');

        await driver.removeContainer(endpoint, containerId);

        expect(await driver.findExec(endpoint, execId)).toBeUndefined();
        await expect(runExec(execId)).rejects.toThrow(ExecLostError);
      });

      it('prepares none where nothing runs', async () => {
        const containerId = await create();

        await expect(prepare(containerId, 'cat')).rejects.toThrow(ContainerNotRunningError);
        await expect(prepare(ABSENT_ID, 'cat')).rejects.toThrow(ContainerMissingError);
      });
    });

    describe('logs', () => {
      it('reads none where nothing was written', async () => {
        expect(await driver.readLog(endpoint, await createRunning(), { tail: 10 })).toEqual([]);
      });

      it('reads none of a container that is not there', async () => {
        const follow = { tail: 10, onLine: () => undefined, signal: AbortSignal.timeout(10_000) };

        await expect(driver.readLog(endpoint, ABSENT_ID, { tail: 10 })).rejects.toThrow(ContainerMissingError);
        await expect(driver.followLog(endpoint, ABSENT_ID, follow)).rejects.toThrow(ContainerMissingError);
      });

      it('follows one until it is called off', async () => {
        const containerId = await createRunning();
        const caller = new AbortController();

        const following = driver.followLog(endpoint, containerId, {
          tail: 10,
          onLine: () => undefined,
          signal: caller.signal,
        });
        caller.abort();

        await expect(following).resolves.toBeUndefined();
      });

      it('follows one until its container ends', async () => {
        const containerId = await createRunning();
        const signal = new AbortController().signal;

        const following = driver.followLog(endpoint, containerId, { tail: 10, onLine: () => undefined, signal });
        await driver.stopContainer(endpoint, containerId, 0);

        await expect(following).resolves.toBeUndefined();
      });
    });
  });
}
