import { ServiceStore } from '#persistence';
import { aDefinition } from '../../apps/broker/src/catalog/testing/a-definition.js';
import { toServicePlan } from '../../apps/broker/src/catalog/to-service-plan.js';
import type { World } from './world.js';

/** Adds the plan `100` of a service in the image of Redis, with these properties of its definition. */
export async function offerPlan(world: World, name: string, properties: object): Promise<void> {
  const definition = Object.assign(aDefinition({ name, image: 'redis' }), properties);
  await world.broker.app.get(ServiceStore, { strict: false }).put(toServicePlan(definition));
}
