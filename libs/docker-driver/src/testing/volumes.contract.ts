import { beforeAll, describe, expect, it } from 'vitest';

import { EngineBusyError, HostUnreachableError } from '../docker-driver.errors.js';
import type { DockerDriver, DockerEndpoint } from '../docker-driver.port.js';
import { LABEL } from './contract-run.js';
import type { ContractRun } from './contract-run.js';

/** Volumes, which outlive containers. */
export function describeVolumes(contract: ContractRun): void {
  describe('volumes', () => {
    const { run, volumeName, create } = contract;
    let driver: DockerDriver;
    let endpoint: DockerEndpoint;

    beforeAll(() => {
      ({ driver, endpoint } = contract);
    });

    it('makes one once, and removes it once', async () => {
      await driver.ensureVolume(endpoint, { volumeName, labels: { [LABEL]: run } });
      await driver.ensureVolume(endpoint, { volumeName, labels: { [LABEL]: run } });

      await driver.removeVolume(endpoint, volumeName);
      await expect(driver.removeVolume(endpoint, volumeName)).resolves.toBeUndefined();
    });

    it('lists by label', async () => {
      await driver.ensureVolume(endpoint, { volumeName, labels: { [LABEL]: run } });

      expect(await driver.listVolumes(endpoint, `${LABEL}=${run}`)).toMatchObject([
        { name: volumeName, labels: { [LABEL]: run } },
      ]);
      expect(await driver.listVolumes(endpoint, `${LABEL}=another`)).toEqual([]);
      expect(await driver.listVolumes(endpoint, LABEL)).toContainEqual({
        name: volumeName,
        labels: { [LABEL]: run },
      });
    });

    it('makes those of a container with it, with its labels, and leaves those that are there as they are', async () => {
      const volumes = [volumeName, `${volumeName}-made`].map((name, index) => ({
        volumeName: name,
        path: `/data${index}`,
      }));
      await driver.ensureVolume(endpoint, { volumeName, labels: { [LABEL]: 'before' } });

      const containerId = await create({ volumes });

      const labels = { [LABEL]: run };
      expect(await driver.listVolumes(endpoint, `${LABEL}=${run}`)).toMatchObject([
        { name: `${volumeName}-made`, labels },
      ]);
      await driver.removeContainer(endpoint, containerId);
      for (const { volumeName: name } of volumes) await driver.removeVolume(endpoint, name);
    });

    it('neither makes nor removes what was called off', async () => {
      const off = AbortSignal.abort();
      await expect(driver.ensureVolume(endpoint, { volumeName, labels: { [LABEL]: run } }, off)).rejects.toThrow(
        HostUnreachableError,
      );
      expect(await driver.listVolumes(endpoint, `${LABEL}=${run}`)).toEqual([]);
      await driver.ensureVolume(endpoint, { volumeName, labels: { [LABEL]: run } });

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
}
