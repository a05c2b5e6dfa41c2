import { UpdateFailedError, UpdateRefusedError } from '../osb/osb.errors.js';
import type { Settled } from '../osb/settle-operation.js';
import { toUpdateFailure } from '../osb/to-last-operation-reply.js';

type FailedUpdate = Extract<Settled, { readonly outcome: 'failed' }>;

/**
 * What the plan and the image can never do is refused, as if it had been known at once (UPD-10): Cloud Foundry shows the
 * words of a 422, and takes a 500 for a broker that does not work (CCR-12). An instance that was harmed is no refusal.
 */
export function toUpdateError({ description, operation }: FailedUpdate): UpdateRefusedError | UpdateFailedError {
  const isRefused = operation !== undefined && !operation.isRepeatable && operation.isUsable;
  return isRefused
    ? new UpdateRefusedError(description)
    : new UpdateFailedError(description, toUpdateFailure(operation));
}
