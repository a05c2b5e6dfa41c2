import type { ServiceDefinition } from '../catalog/service-definition.types.js';

/** Its instances live in containers that serve up to so many of them. */
export function isShared({ numInstances, containerName }: ServiceDefinition): boolean {
  return numInstances > 1 && containerName === '';
}
