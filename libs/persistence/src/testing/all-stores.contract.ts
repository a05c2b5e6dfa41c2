import { describeDatabaseHealth } from './database-health.contract.js';
import { describeHostPasses } from './host-passes.contract.js';
import { describeImageStores } from './image-stores.contract.js';
import type { Stores } from './open-stores.js';
import { describeInstanceOverview } from './instance-overview.contract.js';
import { describeOrphans } from './orphans.contract.js';
import { describeStores } from './stores.contract.js';
import { describeUpdates } from './updates.contract.js';
import { describeWorkOnHosts } from './work-on-hosts.contract.js';

const CONTRACTS = [
  describeStores,
  describeUpdates,
  describeInstanceOverview,
  describeWorkOnHosts,
  describeHostPasses,
  describeOrphans,
  describeImageStores,
  describeDatabaseHealth,
];

/** All that every database must do for us. */
export function describeAllStores(name: string, open: () => Promise<Stores>): void {
  for (const describeContract of CONTRACTS) describeContract(name, open);
}
