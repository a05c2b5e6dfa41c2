import type { ServiceDefinition } from '../catalog/service-definition.types.js';
import { BadRequestError } from '../osb/osb.errors.js';
import { DRAIN_PARAMETER, hasOwnLog } from './drain-parameter.types.js';
import { DRAIN_URL, parseDrainUrl } from './drain-url.types.js';
import { mayDrainTo } from './may-drain-to.js';

/** Refuses a drain that is none, and one that a tenant must not reach. Throws `BadRequestError`. */
export function checkDrain(
  definition: ServiceDefinition,
  parameters: Readonly<Record<string, unknown>>,
  allowedNetworks: readonly string[],
): void {
  const wanted = parameters[DRAIN_PARAMETER] ?? null;
  if (wanted === null) return;
  const url = parseDrainUrl(wanted);
  if (url === undefined) throw new BadRequestError(`The parameter syslog_drain must be ${DRAIN_URL}, or null for none.`);
  if (!hasOwnLog(definition))
    throw new BadRequestError('This plan serves several instances in one container, so there is no log of one alone.');
  if (!mayDrainTo(url.host, allowedNetworks))
    throw new BadRequestError('The parameter syslog_drain names a host that logs are not sent to. Use its public name.');
}
