import { isHostAddress, isSocketAddress } from '#agent-protocol';
import { BadRequestError, ForbiddenError } from '../../osb/osb.errors.js';
import type { Caller, Role, Scope } from '../access.types.js';

/** What an administrator wants a token to be. */
export interface TokenOrder {
  readonly name: string;
  readonly role: Role;
  /** As the host's agent calls it. */
  readonly dockerHost: string | undefined;
  readonly scopes: readonly Scope[];
  readonly expiresInDays: number | undefined;
}

const FAULTS: readonly (readonly [isBroken: (order: TokenOrder) => boolean, description: string])[] = [
  [
    ({ role, dockerHost }) => role === 'agent' && !isDockerHost(dockerHost),
    'A token for an agent needs the dockerHost that its agent names: a host name, an IP address or unix:///….',
  ],
  [
    ({ role, dockerHost }) => role !== 'agent' && dockerHost !== undefined,
    'Only a token for an agent has a dockerHost.',
  ],
  [
    ({ role, scopes }) => role === 'admin' && scopes.length === 0,
    'A token for an administrator needs scopes: what it may do.',
  ],
  [({ role, scopes }) => role !== 'admin' && scopes.length > 0, 'Only a token for an administrator has scopes.'],
];

/**
 * Agents have a host, administrators scopes, and nobody gives away more than is theirs. Throws `BadRequestError` and
 * `ForbiddenError`.
 */
export function checkTokenOrder(order: TokenOrder, caller: Caller | undefined): void {
  const fault = FAULTS.find(([isBroken]) => isBroken(order));
  if (fault !== undefined) throw new BadRequestError(fault[1]);
  const foreign = order.scopes.filter((scope) => caller?.scopes?.includes(scope) === false);
  if (foreign.length > 0)
    throw new ForbiddenError(`Your own token lacks what this one would be good for: ${foreign.join(', ')}.`);
}

function isDockerHost(text: string | undefined): boolean {
  return text !== undefined && (isHostAddress(text) || isSocketAddress(text));
}
