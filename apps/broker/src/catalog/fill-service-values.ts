import type { ServiceDefinition } from './service-definition.types.js';

/** What belongs to the service, though each of its plans may say it. */
const SERVICE_VALUES = [
  'description',
  'displayName',
  'tags',
  'metadata',
  'shareable',
  'requires',
  'dashboardClient',
  'instancesRetrievable',
  'bindingsRetrievable',
  'allowContextUpdates',
] as const satisfies readonly (keyof ServiceDefinition)[];

/** Definitions in which each plan has its service's values: of each, the one of the first plan that says it. */
export function fillServiceValues(definitions: readonly ServiceDefinition[]): readonly ServiceDefinition[] {
  const names = [...new Set(definitions.map(({ name }) => name))];
  const values = new Map(names.map((name) => [name, valuesOf(definitions.filter((plan) => plan.name === name))]));
  return definitions.map((definition) => Object.assign({}, definition, values.get(definition.name)));
}

/** A `null` says nothing. */
function valuesOf(plans: readonly ServiceDefinition[]): Partial<ServiceDefinition> {
  const said = SERVICE_VALUES.map((key) => [key, plans.find((plan) => (plan[key] ?? null) !== null)?.[key]] as const);
  return Object.fromEntries(said.filter(([, value]) => value !== undefined));
}
