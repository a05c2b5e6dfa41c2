/** Who may do what: platforms use `/v2`, administrators the catalog and certificates, agents tell of their hosts. */
export type Role = 'platform' | 'admin' | 'agent';

export const ROLES: readonly Role[] = ['platform', 'admin', 'agent'];

/** What a token of an administrator may be good for; the pair of an administrator is good for all of it, and more. */
export type Scope = 'read' | 'catalog' | 'hosts' | 'instances' | 'access' | 'audit';

export const SCOPES: readonly Scope[] = ['read', 'catalog', 'hosts', 'instances', 'access', 'audit'];

/** Who is behind a request, for the audit trail and for handlers that look closer. Nothing of it is secret. */
export interface Caller {
  /** The one that the request is served in; of a request that is refused, one that the credentials have. */
  readonly role: Role;
  /** The user's name, or the token's. */
  readonly name: string;
  /** Set where a token was shown. */
  readonly tokenId?: string;
  /** The only Docker host that an agent's token may speak of (T7). */
  readonly dockerHost?: string;
  /** What a token is good for; without a token everything that the role may do. */
  readonly scopes?: readonly Scope[];
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Known once access was looked at, with refusals for another role (403) too; `undefined` for strangers and probes. */
    caller: Caller | undefined;
  }
}
