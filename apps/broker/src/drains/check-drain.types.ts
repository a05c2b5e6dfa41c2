import { hasOwnLog } from '../catalog/has-own-log.types.js';
import type { ServiceDefinition } from '../catalog/service-definition.types.js';
import { BadRequestError } from '../osb/osb.errors.js';
import { DRAIN_PARAMETER } from './drain-parameter.types.js';
import { DRAIN_URL, parseDrainUrl } from './drain-url.types.js';
import { mayDrainTo } from './may-drain-to.js';

type Parameters = Readonly<Record<string, unknown>>;

/** Refuses a drain that is none, and one that a tenant must not reach. Throws `BadRequestError`. */
export function checkDrainUrl(parameters: Parameters, allowedNetworks: readonly string[]): void {
  const wanted = parameters[DRAIN_PARAMETER] ?? null;
  if (wanted === null) return;
  const url = parseDrainUrl(wanted);
  if (url === undefined)
    throw new BadRequestError(`The parameter syslog_drain must be ${DRAIN_URL}, or null for none.`);
  if (!mayDrainTo(url.host, allowedNetworks))
    throw new BadRequestError(
      'The parameter syslog_drain names a host that logs are not sent to. Use its public name.',
    );
}

/** Refuses a drain where several instances write into one log. Throws `BadRequestError`. */
export function checkOwnLog(definition: ServiceDefinition, parameters: Parameters): void {
  if ((parameters[DRAIN_PARAMETER] ?? null) === null || hasOwnLog(definition)) return;
  throw new BadRequestError('This plan serves several instances in one container, so there is no log of one alone.');
}
