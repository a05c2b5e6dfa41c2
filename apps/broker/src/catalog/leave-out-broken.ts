import { type CatalogFault, checkCatalog } from './check-catalog.types.js';
import type { ServiceDefinition } from './service-definition.types.js';

export interface LeftOut {
  readonly definition: ServiceDefinition;
  readonly faults: readonly CatalogFault[];
}

export interface Offer {
  /** Valid as a whole. */
  readonly offered: readonly ServiceDefinition[];
  readonly leftOut: readonly LeftOut[];
}

/** A plan that breaks the rules must not take the others with it: platforms refuse a catalog as a whole. */
export function leaveOutBroken(definitions: readonly ServiceDefinition[]): Offer {
  const faults = checkCatalog(definitions);
  if (faults.length === 0) return { offered: definitions, leftOut: [] };
  const faultsOf = (index: number): readonly CatalogFault[] => faults.filter((fault) => fault.index === index);
  const sorted = definitions.map((definition, index) => ({ definition, faults: faultsOf(index) }));
  // Without one, another may break a rule: its service may have had a permission from the plan that is gone.
  const rest = leaveOutBroken(sorted.filter((one) => one.faults.length === 0).map(({ definition }) => definition));
  return { ...rest, leftOut: [...sorted.filter((one) => one.faults.length > 0), ...rest.leftOut] };
}
