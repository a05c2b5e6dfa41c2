import { beforeAll, describe, expect, it } from 'vitest';

import { ContainerMissingError } from '../docker-driver.errors.js';
import type { DockerDriver, DockerEndpoint } from '../docker-driver.port.js';
import { ABSENT_ID } from './contract-run.js';
import type { ContractRun } from './contract-run.js';

/** Logs of containers; what is in them is for the tests of each driver. */
export function describeLogs(contract: ContractRun): void {
  describe('logs', () => {
    const { createRunning } = contract;
    let driver: DockerDriver;
    let endpoint: DockerEndpoint;

    beforeAll(() => {
      ({ driver, endpoint } = contract);
    });

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
}
