import { beforeAll, describe, expect, it } from 'vitest';

import { EngineRefusedError, ImageUnavailableError } from '../docker-driver.errors.js';
import type { DockerDriver, DockerEndpoint } from '../docker-driver.port.js';
import type { ContractRun, DockerDriverFixture } from './contract-run.js';

/** Who answers, and which images and networks it has. */
export function describeEngines(contract: ContractRun): void {
  describe('engine, images, networks', () => {
    const { run } = contract;
    let fixture: DockerDriverFixture;
    let driver: DockerDriver;
    let endpoint: DockerEndpoint;

    beforeAll(() => {
      ({ fixture, driver, endpoint } = contract);
    });

    it('says who answers', async () => {
      const engine = await driver.describeEngine(endpoint);

      expect(engine.apiVersion).toMatch(/^1\.\d+$/);
      expect(engine.engineVersion).toMatch(/^\d+\./);
      expect(engine.engineId).not.toBe('');
      expect(engine.securityOptions).toContainEqual(expect.stringMatching(/^name=seccomp/));
      expect(engine.isLiveRestoreOn).toBeTypeOf('boolean');
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

    it('refuses names and references that would lead elsewhere (T11)', async () => {
      await expect(driver.findImage(endpoint, '../containers/json')).rejects.toThrow(EngineRefusedError);
      await expect(driver.findContainer(endpoint, 'a/b?c')).rejects.toThrow(EngineRefusedError);
      await expect(driver.removeVolume(endpoint, '')).rejects.toThrow(EngineRefusedError);
      await expect(driver.removeContainer(endpoint, `contract-${run}`)).rejects.toThrow(EngineRefusedError);
      await expect(driver.updateContainer(endpoint, 'a/b', {})).rejects.toThrow(EngineRefusedError);
    });
  });
}
