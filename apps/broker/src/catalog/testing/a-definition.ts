import { ServiceDefinition } from '../service-definition.types.js';

/** A plan whose image brings its scripts, but for what is said. */
export function aDefinition(changes: Partial<ServiceDefinition> = {}): ServiceDefinition {
  return Object.assign(new ServiceDefinition(), { name: 'redis', plan: '100', ...changes });
}
