import type { FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** See `patternOf`; empty where there is no route. */
    pattern: string | undefined;
  }
}

/**
 * The pattern of the route that serves a request, such as `/v2/service_instances/:instanceId`; `undefined` where nothing does.
 * Looked up once: Fastify makes an object of all that it knows of the route whenever it is asked.
 */
export function patternOf(request: FastifyRequest): string | undefined {
  request.pattern ??= request.routeOptions.url ?? '';
  return request.pattern === '' ? undefined : request.pattern;
}
