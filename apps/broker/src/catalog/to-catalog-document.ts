import { fillServiceValues } from './fill-service-values.js';
import { maintenanceOf } from './maintenance-of.js';
import { toPlanId } from './plan-id.types.js';
import type { ServiceDefinition } from './service-definition.types.js';

/** Longer operations are given up by the platform; after an hour nobody waits for a database any more. */
const MAXIMUM_POLLING_SECONDS = 3_600;

/** The version of the image that a new instance of the plan would get, where it is known. */
export type FindImageVersion = (definition: ServiceDefinition) => string | undefined;

/**
 * GET /v2/catalog: the plans of one name make one service, in the order in which they were added. What is not said is
 * left out, never null (CCC-04).
 */
export function toCatalogDocument(
  definitions: readonly ServiceDefinition[],
  findImageVersion: FindImageVersion = () => undefined,
): object {
  const filled = fillServiceValues(definitions);
  const names = [...new Set(filled.map(({ name }) => name))];
  const plansOf = (service: string): ServiceDefinition[] => filled.filter(({ name }) => name === service);
  return { services: names.map((service) => toService(plansOf(service), findImageVersion)) };
}

function toService(plans: readonly ServiceDefinition[], findImageVersion: FindImageVersion): object {
  const [first] = plans;
  if (first === undefined) throw new Error('a service without plans');
  return {
    id: first.name,
    name: first.name,
    description: first.description ?? `${first.name} docker service`,
    bindable: plans.some(isBindable),
    plan_updateable: plans.some(isUpdateable),
    instances_retrievable: first.instancesRetrievable ?? true,
    bindings_retrievable: first.bindingsRetrievable ?? true,
    allow_context_updates: first.allowContextUpdates ?? true,
    tags: first.tags ?? ['docker'],
    ...said('requires', first.requires),
    ...said('dashboard_client', first.dashboardClient),
    plans: plans.map((plan) => toPlan(plan, findImageVersion(plan))),
    metadata: {
      displayName: first.displayName ?? first.name,
      providerDisplayName: 'docker',
      ...said('shareable', first.shareable),
      ...first.metadata,
    },
  };
}

function toPlan(definition: ServiceDefinition, imageVersion: string | undefined): object {
  const { name, plan } = definition;
  return {
    id: toPlanId(name, plan),
    name: plan,
    description: definition.planDescription ?? 'Service plan',
    free: definition.free ?? true,
    bindable: isBindable(definition),
    plan_updateable: isUpdateable(definition),
    binding_rotatable: definition.bindingRotatable ?? true,
    maximum_polling_duration: definition.maximumPollingSeconds ?? MAXIMUM_POLLING_SECONDS,
    ...said('metadata', toPlanMetadata(definition)),
    ...said('maintenance_info', maintenanceOf(definition, imageVersion)),
    ...said('schemas', definition.schemas),
  };
}

function toPlanMetadata({ planMetadata, costs }: ServiceDefinition): object | undefined {
  const metadata = { ...planMetadata, ...said('costs', costs) };
  return Object.keys(metadata).length === 0 ? undefined : metadata;
}

function isUpdateable({ planUpdateable }: ServiceDefinition): boolean {
  return planUpdateable ?? true;
}

function isBindable({ bindable }: ServiceDefinition): boolean {
  return bindable ?? true;
}

function said(key: string, value: unknown): object {
  return (value ?? null) === null ? {} : { [key]: value };
}
