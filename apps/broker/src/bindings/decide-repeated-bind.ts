import type { Operation, ServiceBinding } from '#persistence';

export type RepeatedBind = 'existing' | 'wait' | 'conflict' | 'busy';

/** A PUT for a binding id that is taken: osb-requirements §1.3, and BIND-10 for the same id under another instance. */
export function decideRepeatedBind(
  binding: Pick<ServiceBinding, 'instanceId' | 'state' | 'specHash'>,
  operation: Pick<Operation, 'kind' | 'mode'> | undefined,
  wanted: { readonly instanceId: string; readonly specHash: string },
): RepeatedBind {
  if (binding.instanceId !== wanted.instanceId) return 'conflict';
  // Without an operation `/unbind` has refused for good: only a DELETE can go on from here.
  if (binding.state === 'deleting') return operation === undefined ? 'conflict' : 'busy';
  if (binding.specHash !== wanted.specHash) return 'conflict';
  if (binding.state === 'ready') return 'existing';
  return operation?.kind === 'bind' && operation.mode === 'forward' ? 'wait' : 'busy';
}
