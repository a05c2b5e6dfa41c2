import { ConfigurationError } from '#configuration';
import { checkCatalog } from '../catalog/check-catalog.types.js';
import type { BrokerConfig } from './broker-config.types.js';

/** Refuses a file whose services no platform would take (CAT-36). Throws `ConfigurationError` with all reasons. */
export function checkServices({ services }: BrokerConfig): void {
  const problems = checkCatalog(services.images).map(({ index, path, fault }) => {
    const image = `services.images[${index}]`;
    return { path: path === '' ? image : `${image}.${path}`, fault };
  });
  if (problems.length > 0) throw new ConfigurationError('The configuration', problems);
}
