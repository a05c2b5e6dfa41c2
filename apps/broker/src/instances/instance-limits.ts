import type { InstanceLimits, LimitScope, ReachedLimit } from '#persistence';
import type { ServiceDefinition } from '../catalog/service-definition.types.js';

const WORDS: Readonly<Record<LimitScope, string>> = {
  plan: 'in all (maxinstances)',
  organization: 'in one organization (maxinstancesperorg)',
  space: 'in one space (maxinstancesperspace)',
};

/** How many instances of it the plan allows. */
export function toLimits({
  maxInstances,
  maxInstancesPerOrg,
  maxInstancesPerSpace,
}: ServiceDefinition): InstanceLimits {
  return { plan: maxInstances, organization: maxInstancesPerOrg, space: maxInstancesPerSpace };
}

/** For the platform's user, who cannot look at the plan's definition. */
export function describeLimit(limit: ReachedLimit, { name, plan }: Pick<ServiceDefinition, 'name' | 'plan'>): string {
  return `Limit reached: plan "${plan}" of "${name}" allows ${describeAllowed(limit)}. Delete one that is not needed and wait until it is gone, or ask the operator for a higher limit.`;
}

/** Of an update, which is made where the instance is. */
export function describeLackOfMemory({ name, plan }: Pick<ServiceDefinition, 'name' | 'plan'>): string {
  return `No capacity: the instance's Docker host has not the memory for plan "${plan}" of "${name}". Try again later, or ask the operator for more.`;
}

function describeAllowed({ scope, most }: ReachedLimit): string {
  return `${most} ${most === 1 ? 'instance' : 'instances'} ${WORDS[scope]}`;
}
