import { beforeAll, describe, expect, it } from 'vitest';

import { ContainerMissingError, EngineRefusedError } from '../docker-driver.errors.js';
import type { ContainerInfo, DockerDriver, DockerEndpoint } from '../docker-driver.port.js';
import { ABSENT_ID } from './contract-run.js';
import type { ContractRun } from './contract-run.js';

const MIB = 1024 * 1024;

/** What containers may take, from the start and changed later. */
export function describeContainerLimits(contract: ContractRun): void {
  describe('limits of containers', () => {
    const { run, create, createRunning } = contract;
    let driver: DockerDriver;
    let endpoint: DockerEndpoint;

    beforeAll(() => {
      ({ driver, endpoint } = contract);
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
  });
}
