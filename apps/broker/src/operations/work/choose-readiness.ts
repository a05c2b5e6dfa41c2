import type { HostPorts } from '#persistence';
import type { ReadinessSign } from '../../catalog/readiness-settings.types.js';
import type { ServiceDefinition } from '../../catalog/service-definition.types.js';
import { isGenerated } from '../instance-definition.types.js';
import { toHealthCommand } from './to-container-traits.js';

interface Known {
  readonly definition: ServiceDefinition;
  /** The image's own. */
  readonly healthCommand: readonly string[] | undefined;
  /** That it publishes. */
  readonly ports: HostPorts;
  /** No script will tell whether it serves. */
  readonly isHealthAsked: boolean;
  /** Then the sign in its log may be long gone. */
  readonly mayHaveRunLong: boolean;
}

/**
 * What a container that was started is to show before it counts as serving: what the plan says, else what the image says.
 * Of a service that is started with a login and says nothing else, the port must answer: images of registries open it when
 * the login is made.
 */
export function chooseReadiness(known: Known): ReadinessSign | undefined {
  const { readiness, healthcheck } = known.definition;
  if (readiness !== undefined) return 'log' in readiness && known.mayHaveRunLong ? undefined : readiness;
  if (healthcheck !== undefined) return { exec: toHealthCommand(healthcheck) };
  if (!known.isHealthAsked) return undefined;
  if (known.healthCommand !== undefined) return { exec: known.healthCommand };
  return isGenerated(known.definition) ? findPort(known.ports) : undefined;
}

function findPort(ports: HostPorts): ReadinessSign | undefined {
  const first = ports.find(({ protocol }) => protocol === 'tcp');
  return first === undefined ? undefined : { port: first.port };
}
