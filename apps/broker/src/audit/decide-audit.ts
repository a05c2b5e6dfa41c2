/** What is looked at once a request was answered. */
export interface Answered {
  readonly method: string;
  /** The pattern of the route; `unknown` where there is none. */
  readonly route: string;
  readonly status: number;
}

/** `fold`: written as well, but many alike become one. */
export type AuditDecision = 'write' | 'fold' | 'leave out';

const CHANGING: readonly string[] = ['PUT', 'PATCH', 'POST', 'DELETE'];
/** Not let in: anybody can send as many as the network carries. */
const REFUSED: readonly number[] = [401, 403, 429];
/** Nobody knows whether the answer arrived. */
const HUNG_UP = 499;
/** Answers with credentials, parameters or what services write. */
const SECRET_READS: readonly string[] = [
  '/v2/service_instances/:instanceId',
  '/v2/service_instances/:instanceId/service_bindings/:bindingId',
  '/admin/instances/:instanceId/logs',
  '/:catalog/images',
  '/:catalog/image/:name',
];

/**
 * Whether a request belongs in the audit trail (T22): what changes something or tries to, who was not let in, and who has
 * read secrets. Not polls, catalog reads, probes, or pings that succeed: of these there are many, and they say nothing.
 */
export function decideAudit({ method, route, status }: Answered): AuditDecision {
  if (REFUSED.includes(status)) return 'fold';
  if (route === '/ping') return status < 400 ? 'leave out' : 'fold';
  if (CHANGING.includes(method)) return 'write';
  return SECRET_READS.includes(route) && (status < 400 || status === HUNG_UP) ? 'write' : 'leave out';
}
