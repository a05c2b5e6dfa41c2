import { afterAll, afterEach, beforeAll, describe } from 'vitest';

import { describeCommands } from './commands.contract.js';
import { describeContainerLimits } from './container-limits.contract.js';
import { describeContainers } from './containers.contract.js';
import { ContractRun } from './contract-run.js';
import type { DockerDriverFixture } from './contract-run.js';
import { describeEngines } from './engines.contract.js';
import { describeLogs } from './logs.contract.js';
import { describeVolumes } from './volumes.contract.js';

const CONTRACTS = [
  describeEngines,
  describeContainers,
  describeContainerLimits,
  describeVolumes,
  describeLogs,
  describeCommands,
];

/** How every driver behaves. */
export function describeDockerDriver(name: string, open: () => Promise<DockerDriverFixture>): void {
  describe(`DockerDriver: ${name}`, () => {
    const contract = new ContractRun(open);

    beforeAll(() => contract.open());
    afterEach(() => contract.clear());
    afterAll(() => contract.close());

    for (const describeContract of CONTRACTS) describeContract(contract);
  });
}
