import { hasOwnLog } from '../catalog/has-own-log.types.js';
import type { ServiceDefinition } from '../catalog/service-definition.types.js';
import { type DrainUrl, parseDrainUrl } from './drain-url.types.js';

type Parameters = Readonly<Record<string, unknown>>;

/** The one parameter of instances that is the broker's own. */
export const DRAIN_PARAMETER = 'syslog_drain';

/** What is the image's and its plan's schema's business. */
export function withoutDrain(parameters: Parameters): Parameters {
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => name !== DRAIN_PARAMETER));
}

/** The parameter, else what the plan says. `undefined`: the log stays on its host. */
export function findDrain(definition: ServiceDefinition, parameters: Parameters): DrainUrl | undefined {
  if (!hasOwnLog(definition)) return undefined;
  return parseDrainUrl(parameters[DRAIN_PARAMETER] ?? definition.syslogDrain);
}
