import { checkCatalog } from './check-catalog.types.js';
import { toPlanId } from './plan-id.types.js';
import type { ServiceDefinition } from './service-definition.types.js';
import type { Fault } from './value-rules.js';

/**
 * What the whole catalog would be refused for if the plan were put into it, but for what it has against it anyway. A
 * path in another plan starts with that plan's id.
 */
export function findNewFaults(stored: readonly ServiceDefinition[], put: ServiceDefinition): readonly Fault[] {
  const isPut = ({ name, plan }: ServiceDefinition): boolean => name === put.name && plan === put.plan;
  const after = stored.some(isPut) ? stored.map((one) => (isPut(one) ? put : one)) : [...stored, put];
  const before = new Set(
    faultsOf(stored, put)
      .filter(({ isOther }) => isOther)
      .map(toText),
  );
  const found = faultsOf(after, put).filter((fault) => !before.has(toText(fault)));
  return found.map(({ path, fault }) => ({ path, fault }));
}

function faultsOf(
  definitions: readonly ServiceDefinition[],
  put: ServiceDefinition,
): readonly (Fault & { readonly isOther: boolean })[] {
  return checkCatalog(definitions).map(({ index, path, fault }) => {
    const { name, plan } = definitions[index] ?? put;
    const isOther = name !== put.name || plan !== put.plan;
    return { path: isOther ? `${toPlanId(name, plan)}: ${path}` : path, fault, isOther };
  });
}

function toText({ path, fault }: Fault): string {
  return `${path}: ${fault}`;
}
