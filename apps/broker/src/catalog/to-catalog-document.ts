import { toPlanId } from './plan-id.types.js';
import type { ServiceDefinition } from './service-definition.types.js';

/** Longer operations are given up by the platform; after an hour nobody waits for a database any more. */
const MAXIMUM_POLLING_SECONDS = 3_600;

/** GET /v2/catalog: the plans of one name make one service, in the order in which they were added. */
export function toCatalogDocument(definitions: readonly ServiceDefinition[]): object {
  const names = [...new Set(definitions.map(({ name }) => name))];
  return { services: names.map((service) => toService(definitions.filter(({ name }) => name === service))) };
}

function toService(plans: readonly ServiceDefinition[]): object {
  const [first] = plans;
  if (first === undefined) throw new Error('a service without plans');
  return {
    id: first.name,
    name: first.name,
    description: first.description ?? `${first.name} docker service`,
    bindable: first.bindable ?? true,
    instances_retrievable: true,
    bindings_retrievable: true,
    tags: first.tags ?? ['docker'],
    plans: plans.map(toPlan),
    metadata: { displayName: first.displayName ?? first.name, providerDisplayName: 'docker', ...first.metadata },
  };
}

function toPlan({ name, plan, planDescription, free, bindable }: ServiceDefinition): object {
  return {
    id: toPlanId(name, plan),
    name: plan,
    description: planDescription ?? 'Service plan',
    free: free ?? true,
    bindable: bindable ?? true,
    maximum_polling_duration: MAXIMUM_POLLING_SECONDS,
  };
}
