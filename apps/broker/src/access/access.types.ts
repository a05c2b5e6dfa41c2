/** Who may do what: platforms use `/v2`, administrators the catalog and certificates, agents tell of their hosts. */
export type Role = 'platform' | 'admin' | 'agent';

export const ROLES: readonly Role[] = ['platform', 'admin', 'agent'];

/** Who is behind a request, for the audit trail and for handlers that look closer. Nothing of it is secret. */
export interface Caller {
  /** The one that the request is served in; of a request that is refused, one that the credentials have. */
  readonly role: Role;
  /** The user's name. */
  readonly name: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Known once access was looked at, with refusals for another role (403) too; `undefined` for strangers and probes. */
    caller: Caller | undefined;
  }
}
