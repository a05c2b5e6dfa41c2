import type { Order, Spec } from './order.types.js';

/** Of the plan whose instances share containers. */
export const SEATS = 2;

type Named = Pick<Order, 'instanceId'>;

/** Whether it is ordered of that plan: what a platform calls it says so. */
export function isTenant({ instanceId }: Named): boolean {
  return instanceId.startsWith('t');
}

/** As the platform names it. */
export function planOf(spec: Spec, instance: Named): { readonly plan_id: string } {
  if (isTenant(instance)) return { plan_id: 'redis_shared' };
  return { plan_id: spec === 'other' ? 'redis_other' : 'redis_100' };
}

export function isOfOnePlan(one: Spec, another: Spec, instance: Named): boolean {
  return planOf(one, instance).plan_id === planOf(another, instance).plan_id;
}
