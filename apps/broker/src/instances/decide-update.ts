import { isDeepStrictEqual as isEqual } from 'node:util';
import type { ServiceInstance } from '#persistence';
import { withoutDrain } from '../drains/drain-parameter.types.js';
import { mergeParameters } from '../operations/merge-parameters.types.js';

export type UpdateDecision = 'change' | 'record' | 'nothing';

interface Wanted {
  readonly planName: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
  /** Of `maintenance_info`, where it was sent. */
  readonly version: string | undefined;
}

/**
 * What of a PATCH is news for the instance. Cloud Foundry always sends a plan, parameters and a context (CFS-09), so that
 * they are there says nothing (UPD-03, UPD-05, UPD-15). Where its log goes is no business of the service.
 */
export function decideUpdate(
  { planName, request, imageVersion }: Pick<ServiceInstance, 'planName' | 'request' | 'imageVersion'>,
  wanted: Wanted,
): UpdateDecision {
  const isOtherVersion = wanted.version !== undefined && wanted.version !== imageVersion;
  const present = mergeParameters(request.parameters, {});
  const isSame = planName === wanted.planName && isEqual(withoutDrain(present), withoutDrain(wanted.parameters));
  if (!isSame || isOtherVersion) return 'change';
  return isEqual(request.context, wanted.context) && isEqual(present, wanted.parameters) ? 'nothing' : 'record';
}
