import type { Operation, ServiceInstance } from '#persistence';

export type RepeatedProvision = 'existing' | 'wait' | 'conflict' | 'busy';

/** A PUT for an id that is taken: osb-requirements §1.2, columns "PUT same" and "PUT different". */
export function decideRepeatedProvision(
  { state, specHash }: Pick<ServiceInstance, 'state' | 'specHash'>,
  operation: Pick<Operation, 'kind' | 'mode'> | undefined,
  wantedHash: string,
): RepeatedProvision {
  if (state === 'deleting') return 'busy';
  if (specHash !== wantedHash) return 'conflict';
  if (state === 'ready') return 'existing';
  return operation?.kind === 'provision' && operation.mode === 'forward' ? 'wait' : 'busy';
}
