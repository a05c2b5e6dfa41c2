import type { DeletionOutcome } from '../osb/deletion-outcome.js';
import { toOperationString } from '../osb/operation-string.js';
import type { ProvisionOutcome } from './provision-instance.js';
import type { UpdateOutcome } from './update-instance.js';

type Outcome = ProvisionOutcome | UpdateOutcome | DeletionOutcome;

export interface InstanceReply {
  readonly status: number;
  readonly body: object;
}

const STATUS: Readonly<Record<Outcome['outcome'], number>> = {
  created: 201,
  existing: 200,
  updated: 200,
  accepted: 202,
  deleted: 200,
};

/**
 * What the answer to PUT, PATCH and DELETE of an instance is and carries. A dashboard that is known already is told with
 * the first answer, also when there is more to come (PROV-14, UPD-18).
 */
export function toInstanceReply(result: Outcome): InstanceReply {
  const dashboardUrl = 'dashboardUrl' in result ? result.dashboardUrl : undefined;
  return {
    status: STATUS[result.outcome],
    body: {
      ...(result.outcome === 'accepted' ? { operation: toOperationString(result.operation) } : {}),
      ...(dashboardUrl === undefined ? {} : { dashboard_url: dashboardUrl }),
    },
  };
}
