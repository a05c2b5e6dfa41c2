import { describeAccessTokens } from './access-tokens.contract.js';
import { describeAudit } from './audit.contract.js';
import { describeBindings } from './bindings.contract.js';
import { describeCapacity } from './capacity.contract.js';
import { describeCertificates } from './certificates.contract.js';
import { describeDatabaseHealth } from './database-health.contract.js';
import { describeDeprovisions } from './deprovisions.contract.js';
import { describeHostAdmission } from './host-admission.contract.js';
import { describeHostPasses } from './host-passes.contract.js';
import { describeHostRemoval } from './host-removal.contract.js';
import { describeHosts } from './hosts.contract.js';
import { describeHouses } from './houses.contract.js';
import { describeImageStores } from './image-stores.contract.js';
import { describeInstanceMarks } from './instance-marks.contract.js';
import { describeInstanceOverview } from './instance-overview.contract.js';
import { describeLimits } from './limits.contract.js';
import type { Stores } from './open-stores.js';
import { describeOperationClaims } from './operation-claims.contract.js';
import { describeOrphans } from './orphans.contract.js';
import { describeProvisions } from './provisions.contract.js';
import { describeServices } from './services.contract.js';
import { describeUpdates } from './updates.contract.js';
import { describeWorkOnHosts } from './work-on-hosts.contract.js';

const CONTRACTS = [
  describeProvisions,
  describeOperationClaims,
  describeDeprovisions,
  describeBindings,
  describeHosts,
  describeServices,
  describeCertificates,
  describeUpdates,
  describeInstanceMarks,
  describeInstanceOverview,
  describeWorkOnHosts,
  describeHostPasses,
  describeOrphans,
  describeHouses,
  describeHostAdmission,
  describeHostRemoval,
  describeImageStores,
  describeLimits,
  describeAudit,
  describeCapacity,
  describeDatabaseHealth,
  describeAccessTokens,
];

/** All that every database must do for us. */
export function describeAllStores(name: string, open: () => Promise<Stores>): void {
  for (const describeContract of CONTRACTS) describeContract(name, open);
}
