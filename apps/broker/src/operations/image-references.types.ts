import type { ServiceDefinition } from '../catalog/service-definition.types.js';

const SHIPPED = 'docker-broker';

/**
 * What a plan says, word for word. Where it says nothing the image has the service's name, as in the original; an
 * image of that name that ships with the broker comes first.
 */
export function imageReferences({ image, name }: ServiceDefinition): readonly string[] {
  return image === undefined ? [`${SHIPPED}/${name}`, name].map((reference) => reference.toLowerCase()) : [image];
}
