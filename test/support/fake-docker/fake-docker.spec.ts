import { DockerodeDockerDriver } from '#docker-driver';
import { contractScript } from '../../../libs/docker-driver/src/testing/contract-script.js';
import { describeDockerDriver } from '../../../libs/docker-driver/src/testing/docker-driver.contract.js';
import { FakeDocker } from './fake-docker.js';

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
  return {
    driver,
    endpoint: fake.endpoint,
    imageRef: 'some/image:1',
    hostPort: 20_000,
    networkName: 'tenants',
    close,
  };
});
