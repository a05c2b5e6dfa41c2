import type { FastifyRequest } from 'fastify';
import type { Originator } from '#persistence';
import { addressOf } from '../osb/address-of.js';
import { patternOf } from '../osb/pattern-of.js';
import { readOriginatingIdentity } from '../osb/read-originating-identity.js';
import type { AuditNote } from './audit-note.js';
import type { AuditTrail } from './audit-trail.js';
import { decideAudit } from './decide-audit.js';
import { toAuditOriginator } from './to-audit-originator.js';
import { toSubject } from './to-subject.js';

const NO_ROUTE = 'unknown';

/** Notes every request that belongs in the trail, whoever has answered it (T22). */
export function auditTo(
  trail: Pick<AuditTrail, 'note'>,
): (request: FastifyRequest, reply: unknown, status: number) => void {
  return (request, _reply, status) => {
    const decision = decideAudit({ method: request.method, route: patternOf(request) ?? NO_ROUTE, status });
    if (decision !== 'leave out') trail.note(toNote(request, status), decision);
  };
}

function toNote(request: FastifyRequest, status: number): AuditNote {
  const { instanceId, ...subject } = toSubject(request);
  return {
    role: request.caller?.role,
    caller: request.caller?.name,
    originator: originatorOf(request),
    method: request.method,
    route: patternOf(request) ?? NO_ROUTE,
    instanceId,
    subject: { ...subject, ...tokenOf(request) },
    status,
    requestId: request.id,
    address: addressOf(request),
  };
}

function originatorOf({ headers }: FastifyRequest): Originator | undefined {
  const identity = readOriginatingIdentity(headers['x-broker-api-originating-identity']);
  return typeof identity === 'string' ? undefined : toAuditOriginator(identity);
}

/** A name may be given to another token later; the id is never used again. */
function tokenOf({ caller }: FastifyRequest): { readonly callerTokenId?: string } {
  return caller?.tokenId === undefined ? {} : { callerTokenId: caller.tokenId };
}
