import type { Answer } from '../support/test-broker.js';
import { pathOf, type World } from '../support/world.js';
import type { Order, Spec } from './order.types.js';
import { planOf } from './plans.js';

/** A binding is ordered in the words of its instance's plan. */
export type SentOrder = Order & { readonly instanceSpec: Spec };

const UNKNOWN_PLAN = { plan_id: 'redis_unknown' };

export function ask(world: World, order: SentOrder): Promise<Answer> {
  const { verb, instanceId, bindingId } = order;
  const path = pathOf(instanceId, bindingId);
  switch (verb) {
    case 'GET':
      return world.get(path);
    case 'POLL':
      return world.lastOperation(path);
    case 'PATCH':
      return world.broker.request('PATCH', `${path}?${incompleteOf(order)}`, {
        body: { service_id: 'redis', ...changesOf(order) },
      });
    case 'PUT':
      return put(world, order);
    case 'DELETE':
      return remove(world, order);
  }
}

function put(world: World, order: SentOrder): Promise<Answer> {
  const { instanceId, bindingId } = order;
  const query = `?${incompleteOf(order)}`;
  return bindingId === undefined
    ? world.provision(instanceId, changesOf(order), query)
    : world.bind(instanceId, bindingId, changesOf(order), query);
}

function remove(world: World, order: SentOrder): Promise<Answer> {
  const { instanceId, bindingId } = order;
  const query = `&${incompleteOf(order)}`;
  return bindingId === undefined ? world.deprovision(instanceId, query) : world.unbind(instanceId, bindingId, query);
}

function changesOf(order: SentOrder): object {
  const { bindingId, spec, instanceSpec, isPlanKnown } = order;
  const plan = isPlanKnown ? planOf(bindingId === undefined ? spec : instanceSpec, order) : UNKNOWN_PLAN;
  return { parameters: { spec }, ...plan };
}

function incompleteOf({ acceptsIncomplete }: SentOrder): string {
  return acceptsIncomplete ? 'accepts_incomplete=true' : '';
}
