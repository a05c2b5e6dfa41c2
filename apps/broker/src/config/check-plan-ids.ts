import { ConfigurationError } from '#configuration';
import { toPlanId } from '../catalog/plan-id.types.js';
import type { BrokerConfig } from './broker-config.types.js';

/** Refuses a file in which two images have one plan id (CAT-03). Throws `ConfigurationError` that names the later ones. */
export function checkPlanIds({ services }: BrokerConfig): void {
  const ids = services.images.map(({ name, plan }) => toPlanId(name, plan));
  const repeated = ids.flatMap((id, index) => (ids.indexOf(id) === index ? [] : [index]));
  if (repeated.length > 0)
    throw new ConfigurationError(
      'The configuration',
      repeated.map((index) => ({
        path: `services.images[${index}]`,
        fault: 'another image has the same plan id; the id is name, "_" and plan',
      })),
    );
}
