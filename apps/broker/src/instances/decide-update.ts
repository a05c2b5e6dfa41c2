import { isDeepStrictEqual } from 'node:util';
import type { ServiceInstance } from '#persistence';
import { mergeParameters } from '../operations/merge-parameters.types.js';

export type UpdateDecision = 'change' | 'context' | 'nothing';

interface Wanted {
  readonly planName: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
  /** Of `maintenance_info`, where it was sent. */
  readonly version: string | undefined;
}

/**
 * What of a PATCH is news for the instance. Cloud Foundry always sends a plan, parameters and a context (CFS-09), so that
 * they are there says nothing (UPD-03, UPD-05, UPD-15).
 */
export function decideUpdate(
  { planName, request, imageVersion }: Pick<ServiceInstance, 'planName' | 'request' | 'imageVersion'>,
  wanted: Wanted,
): UpdateDecision {
  const isOtherVersion = wanted.version !== undefined && wanted.version !== imageVersion;
  const isSame =
    planName === wanted.planName && isDeepStrictEqual(mergeParameters(request.parameters, {}), wanted.parameters);
  if (!isSame || isOtherVersion) return 'change';
  return isDeepStrictEqual(request.context, wanted.context) ? 'nothing' : 'context';
}
