import type { Spec } from './order.types.js';

/** As the platform names it. */
export function planOf(spec: Spec): { readonly plan_id: string } {
  return { plan_id: spec === 'other' ? 'redis_other' : 'redis_100' };
}

export function isOfOnePlan(one: Spec, another: Spec): boolean {
  return planOf(one).plan_id === planOf(another).plan_id;
}
