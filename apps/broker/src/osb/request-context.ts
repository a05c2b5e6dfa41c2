import type { FastifyRequest } from 'fastify';

const LONGEST = 255;

/** The platform's own name for the request, without control characters (HDR-10), or ours. */
export function requestIdOf(headers: FastifyRequest['headers'], own: () => string): string {
  const given = headers['x-broker-api-request-identity'];
  const text = typeof given === 'string' ? given.replace(/\p{Cc}/gu, '').slice(0, LONGEST) : '';
  return text === '' ? own() : text;
}
