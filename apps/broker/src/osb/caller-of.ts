import type { FastifyRequest } from 'fastify';
import { isStillWanted } from './is-still-wanted.js';
import { readOriginatingIdentity } from './read-originating-identity.js';
import type { Caller, Requester } from './settle-operation.js';

/** Who asks, and on whose behalf; a header that cannot be read is as none (HDR-07). */
export function requesterOf(request: FastifyRequest): Requester {
  const identity = readOriginatingIdentity(request.headers['x-broker-api-originating-identity']);
  return { requestId: request.id, originator: typeof identity === 'string' ? undefined : identity };
}

/** The same of requests that make something: nothing is stored once their sender has hung up. */
export function callerOf(request: FastifyRequest): Caller {
  return { ...requesterOf(request), isWanted: () => isStillWanted(request) };
}
