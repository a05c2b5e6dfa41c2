import { checkCatalog } from './check-catalog.types.js';
import { toPlanId } from './plan-id.types.js';
import type { ServiceDefinition } from './service-definition.types.js';
import type { Fault } from './value-rules.js';

type Definitions = readonly ServiceDefinition[];
type PlanName = Pick<ServiceDefinition, 'name' | 'plan'>;

interface FoundFault extends Fault {
  readonly isOther: boolean;
}

/**
 * What the whole catalog would be refused for if the plan were put into it, but for what it has against it anyway. A
 * path in another plan starts with that plan's id.
 */
export function findNewFaults(stored: Definitions, put: ServiceDefinition): readonly Fault[] {
  const after = stored.some((one) => isSamePlan(one, put))
    ? stored.map((one) => (isSamePlan(one, put) ? put : one))
    : [...stored, put];
  return compare(stored, after, put);
}

/** The same if the plan were taken out: the others of its service may have had a value from it. */
export function findFaultsWithout(stored: Definitions, gone: PlanName): readonly Fault[] {
  const rest = stored.filter((one) => !isSamePlan(one, gone));
  return compare(stored, rest, gone);
}

function compare(before: Definitions, after: Definitions, changed: PlanName): readonly Fault[] {
  const known = new Set(
    faultsOf(before, changed)
      .filter(({ isOther }) => isOther)
      .map(toText),
  );
  const found = faultsOf(after, changed).filter((fault) => !known.has(toText(fault)));
  return found.map(({ path, fault }) => ({ path, fault }));
}

function faultsOf(definitions: Definitions, changed: PlanName): readonly FoundFault[] {
  return checkCatalog(definitions).map(({ index, path, fault }) => {
    const one = definitions[index] ?? changed;
    const isOther = !isSamePlan(one, changed);
    return { path: isOther ? `${toPlanId(one.name, one.plan)}: ${path}` : path, fault, isOther };
  });
}

function isSamePlan(one: PlanName, other: PlanName): boolean {
  return one.name === other.name && one.plan === other.plan;
}

function toText({ path, fault }: Fault): string {
  return `${path}: ${fault}`;
}
