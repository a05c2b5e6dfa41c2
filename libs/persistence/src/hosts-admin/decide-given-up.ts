import type { InstanceState } from '../instances/service-instance.types.js';
import type { OperationKind, OperationMode } from '../operations/operation.types.js';

export interface Doomed {
  readonly state: InstanceState;
  readonly isHouse: boolean;
  /** The operation that lives on it, if one does. */
  readonly living: { readonly kind: OperationKind; readonly mode: OperationMode } | undefined;
}

export interface GivenUp {
  /** `kept`: its platform still knows it, reads it, and will delete it. */
  readonly instance: 'kept' | 'failed' | 'gone';
  /** How its operation ends. `failed as told`: with the description that it has. */
  readonly operation: 'succeeded' | 'failed' | 'failed as told';
}

/**
 * What becomes of an instance whose host is gone for ever (failure-model row 58). A deletion has got what it wanted; a
 * creation may be ordered again under the same id; what was usable is kept for its platform, which has not let go of it.
 */
export function decideGivenUp({ state, isHouse, living }: Doomed): GivenUp {
  if (living?.kind === 'deprovision') return { instance: 'gone', operation: 'succeeded' };
  const operation = living?.mode === 'undo' ? 'failed as told' : 'failed';
  if (isHouse) return { instance: 'gone', operation };
  const isUnmade = state === 'creating' || state === 'failed';
  return { instance: isUnmade ? 'failed' : 'kept', operation };
}
