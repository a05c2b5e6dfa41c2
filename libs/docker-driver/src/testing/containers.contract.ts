import { beforeAll, describe, expect, it } from 'vitest';

import {
  ContainerMissingError,
  EngineBusyError,
  EngineRefusedError,
  HostUnreachableError,
  ImageMissingError,
  NameTakenError,
  PortTakenError,
} from '../docker-driver.errors.js';
import type { ContainerSummary, DockerDriver, DockerEndpoint } from '../docker-driver.port.js';
import { ABSENT_ID, LABEL } from './contract-run.js';
import type { ContractRun, DockerDriverFixture } from './contract-run.js';

/** Containers from their making to their removal. */
export function describeContainers(contract: ContractRun): void {
  describe('containers', () => {
    const { run, volumeName, toSpec, create, createRunning } = contract;
    let fixture: DockerDriverFixture;
    let driver: DockerDriver;
    let endpoint: DockerEndpoint;

    beforeAll(() => {
      ({ fixture, driver, endpoint } = contract);
    });

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

      await expect(start()).rejects.toThrow(EngineBusyError);
    });
  });
}
