import type { Admission, Knock } from './access-gate.port.js';
import type { Identity } from './identity.js';
import { requiredRoles } from './required-roles.js';

/** Whether credentials open a route (T1); `undefined`: they are nobody's. */
export function decideAdmission(identity: Identity | undefined, { method, route }: Knock): Admission {
  if (identity === undefined)
    return {
      caller: undefined,
      refusal: { status: 401, description: 'User name or password is wrong or missing.' },
    };
  const { name, roles } = identity;
  const role = requiredRoles(method, route).find((one) => roles.has(one));
  if (role !== undefined) return { caller: { role, name }, refusal: undefined };
  const [own] = roles;
  return {
    caller: own === undefined ? undefined : { role: own, name },
    refusal: { status: 403, description: 'These credentials are for another role.' },
  };
}
