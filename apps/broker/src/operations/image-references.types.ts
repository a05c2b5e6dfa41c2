import type { ServiceDefinition } from '../catalog/service-definition.types.js';

const SHIPPED = 'docker-broker';

/** Of the services whose images ship with the broker: the folders of `images`. */
export const SHIPPED_NAMES: readonly string[] = [
  'logs',
  'mysql',
  'mysqlstatic',
  'postgresql',
  'rabbitmq',
  'redis',
  'tarantool',
];

type Named = Pick<ServiceDefinition, 'image' | 'name'>;

/**
 * What a plan says, word for word. Where it says nothing the image has the service's name, as in the original; an
 * image of that name that ships with the broker comes first.
 */
export function imageReferences({ image, name }: Named): readonly string[] {
  return image === undefined ? [`${SHIPPED}/${name}`, name].map((reference) => reference.toLowerCase()) : [image];
}

/** One that hosts are given with the broker, and that no registry has (ADR 0014). */
export function isShippedImage({ image, name }: Named): boolean {
  return image === undefined ? SHIPPED_NAMES.includes(name.toLowerCase()) : image.startsWith(`${SHIPPED}/`);
}
