import type { ServicePlan } from '#persistence';
import type { ServiceDefinition } from './service-definition.types.js';

/** A definition as it is stored: plain JSON, without its class. */
export function toServicePlan(definition: ServiceDefinition): ServicePlan {
  const plain = Object.fromEntries(Object.entries(definition));
  return { serviceName: definition.name, planName: definition.plan, definition: plain };
}
