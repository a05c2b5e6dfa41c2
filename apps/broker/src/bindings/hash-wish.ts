import { fingerprint } from '../osb/fingerprint.js';
import type { BindWish } from './to-bind-wish.js';

/**
 * What must be the same for a repeated PUT (BIND-09, ROT-07): not the context and what else is said of the app, whose
 * names change. It is the request as it was sent. So one that names the plan that the instance had at the time is still
 * the same after an update, and one that names the new plan is another one: its binding was made under the old plan.
 */
export function hashWish({ serviceId, planId, appGuid, bindResource, parameters, predecessorId }: BindWish): string {
  const route = bindResource?.['route'] ?? undefined;
  return fingerprint({ serviceId, planId, appGuid, route, parameters, predecessorId });
}
