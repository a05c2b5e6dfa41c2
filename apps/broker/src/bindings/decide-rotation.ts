import type { ServiceBinding } from '#persistence';
import type { BindingTerms } from '../operations/binding-terms.types.js';

export type RotationDecision = 'rotate' | 'not rotatable' | 'unknown' | 'not ready';

/** Whether a new binding of the instance may take the place of the predecessor (ROT-01, ROT-02). */
export function decideRotation(
  predecessor: Pick<ServiceBinding, 'instanceId' | 'state'> | undefined,
  instanceId: string,
  { bindingRotatable }: BindingTerms,
): RotationDecision {
  if (bindingRotatable === false) return 'not rotatable';
  if (predecessor?.instanceId !== instanceId || predecessor.state === 'failed') return 'unknown';
  return predecessor.state === 'ready' ? 'rotate' : 'not ready';
}
