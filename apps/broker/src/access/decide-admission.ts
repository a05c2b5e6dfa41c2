import type { Admission, Knock, Refusal } from './access-gate.port.js';
import type { Caller, Role } from './access.types.js';
import type { Identity } from './identity.js';
import { requiredRoles } from './required-roles.js';
import { requiredScopes } from './required-scopes.js';

export interface HouseRules {
  /** By the clock of this broker. */
  readonly nowMs: number;
  readonly agentsNeedToken: boolean;
}

const UNKNOWN: Refusal = { status: 401, description: 'User name or password is wrong or missing.' };
const BUSY: Refusal = { status: 429, description: 'Too many logins wait to be checked. Try again in a moment.' };
const EXPIRED: Refusal = { status: 401, description: 'The token has expired. Have an administrator make a new one.' };
const ANOTHER_ROLE: Refusal = { status: 403, description: 'These credentials are for another role.' };
const NO_TOKEN: Refusal = {
  status: 403,
  description: 'No token opens this path. Use the user name and password of an administrator.',
};
const AGENT_WITHOUT_TOKEN: Refusal = {
  status: 403,
  description: 'This broker takes agents by a token alone. Have an administrator make one for this host.',
};

/** Whether credentials open a route (T1); `undefined`: they are nobody's. 'busy': it is not known whose. */
export function decideAdmission(identity: Identity | 'busy' | undefined, knock: Knock, rules: HouseRules): Admission {
  if (identity === undefined) return { caller: undefined, refusal: UNKNOWN };
  if (identity === 'busy') return { caller: undefined, refusal: BUSY };
  const required = requiredRoles(knock.method, knock.route);
  const role = chooseRole(required, identity, rules);
  const caller = toCaller(identity, role);
  if (isExpired(identity, rules.nowMs)) return { caller, refusal: EXPIRED };
  if (role === undefined) return { caller, refusal: lacksAll(required, identity) ? ANOTHER_ROLE : AGENT_WITHOUT_TOKEN };
  return { caller, refusal: role === 'admin' ? refuseScope(identity, knock) : undefined };
}

/** The first of the required ones that may be used. A loop, since this runs with every request. */
function chooseRole(required: readonly Role[], { roles, token }: Identity, rules: HouseRules): Role | undefined {
  const isAgentTaken = token !== undefined || !rules.agentsNeedToken;
  for (const role of required) if (roles.has(role) && (role !== 'agent' || isAgentTaken)) return role;
  return undefined;
}

function lacksAll(required: readonly Role[], { roles }: Identity): boolean {
  return !required.some((role) => roles.has(role));
}

function isExpired({ token }: Identity, nowMs: number): boolean {
  return token?.expiresAtMs !== undefined && token.expiresAtMs <= nowMs;
}

/** Only tokens have scopes. */
function refuseScope({ token }: Identity, { method, route }: Knock): Refusal | undefined {
  if (token === undefined) return undefined;
  const scopes = requiredScopes(method, route);
  if (scopes.some((scope) => token.scopes.includes(scope))) return undefined;
  if (scopes.length === 0) return NO_TOKEN;
  return { status: 403, description: `The token lacks the scope for this: ${scopes.join(' or ')}.` };
}

/** Whoever is refused is named by any role that the credentials have. */
function toCaller({ name, roles, token }: Identity, role: Role | undefined): Caller | undefined {
  const [own] = role === undefined ? roles : [role];
  if (own === undefined) return undefined;
  if (token === undefined) return { role: own, name };
  const { tokenId, dockerHost, scopes } = token;
  return { role: own, name, tokenId, scopes, ...(dockerHost === undefined ? {} : { dockerHost }) };
}
