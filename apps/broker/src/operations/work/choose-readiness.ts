import type { ReadinessSign } from '../../catalog/readiness-settings.types.js';
import type { ServiceDefinition } from '../../catalog/service-definition.types.js';
import { toHealthCommand } from './to-container-traits.js';

interface Known {
  readonly definition: ServiceDefinition;
  /** The image's own. */
  readonly healthCommand: readonly string[] | undefined;
  /** No script will tell whether it serves. */
  readonly isHealthAsked: boolean;
  /** Then the sign in its log may be long gone. */
  readonly mayHaveRunLong: boolean;
}

/** What a container that was started is to show before it counts as serving: what the plan says, else what the image says. */
export function chooseReadiness(known: Known): ReadinessSign | undefined {
  const { readiness, healthcheck } = known.definition;
  if (readiness !== undefined) return 'log' in readiness && known.mayHaveRunLong ? undefined : readiness;
  if (healthcheck !== undefined) return { exec: toHealthCommand(healthcheck) };
  return known.healthCommand !== undefined && known.isHealthAsked ? { exec: known.healthCommand } : undefined;
}
