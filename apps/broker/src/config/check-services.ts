import { ConfigurationError } from '#configuration';
import { checkCatalog } from '../catalog/check-catalog.types.js';
import { checkRegistries } from '../catalog/check-registries.types.js';
import type { BrokerConfig } from './broker-config.types.js';

/** Refuses a file whose services no platform would take (CAT-36), or that lack an allowed image. Throws `ConfigurationError` with all reasons. */
export function checkServices({ services, docker }: BrokerConfig): void {
  const faults = [...checkCatalog(services.images), ...checkRegistries(services.images, docker)];
  const problems = faults.map(({ index, path, fault }) => {
    const image = `services.images[${index}]`;
    return { path: path === '' ? image : `${image}.${path}`, fault };
  });
  if (problems.length > 0) throw new ConfigurationError('The configuration', problems);
}
