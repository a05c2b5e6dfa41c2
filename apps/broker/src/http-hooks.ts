import type { Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AccessGate, Refusal } from './access/access-gate.port.js';
import { refuseApiVersion } from './osb/check-api-version.js';

/** What happens to every request, known path or not, before the body is read and after the answer is sent. */

export function logRequests(http: FastifyInstance, logger: Logger): void {
  http.addHook('onResponse', (request, reply, done) => {
    logger.log({
      message: 'request',
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
      ...idsOf(request.params),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    });
    done();
  });
}

/** Copied into every answer, refusals included (HDR-09). Answers hold credentials: nobody on the way keeps them. */
export function echoRequestIdentity(http: FastifyInstance): void {
  http.addHook('onRequest', (request, reply, done) => {
    reply.header('x-broker-api-request-identity', request.id);
    reply.header('cache-control', 'no-store');
    done();
  });
}

/** Nothing is executed, and nothing told apart, for whom we do not know (AUTH-02, AUTH-03). */
export function guardAccess(http: FastifyInstance, gate: AccessGate): void {
  http.addHook('onRequest', (request, reply, done) => {
    const { authorization } = request.headers;
    const verdict = gate.refuse({ method: request.method, route: routeOf(request), authorization });
    if (verdict === undefined) done();
    else
      verdict.then(
        (refusal) => {
          if (refusal === undefined) done();
          else refuse(reply, refusal);
        },
        (error: unknown) => {
          done(error instanceof Error ? error : new Error('access could not be checked'));
        },
      );
  });
}

export function checkApiVersion(http: FastifyInstance): void {
  http.addHook('onRequest', (request, reply, done) => {
    const fault = routeOf(request).startsWith('/v2/')
      ? refuseApiVersion(request.headers['x-broker-api-version'])
      : undefined;
    if (fault === undefined) done();
    else void reply.code(412).send({ description: fault });
  });
}

function refuse(reply: FastifyReply, { status, description }: Refusal): void {
  if (status === 401) void reply.header('www-authenticate', 'Basic realm="docker-broker", charset="UTF-8"');
  void reply.code(status).send({ description });
}

/** The route that will serve the request, so that no spelling of a path opens another door; the path where there is none. */
function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? request.url;
}

function idsOf(params: unknown): Record<string, string> {
  const { instanceId, bindingId } = (params ?? {}) as Record<string, string | undefined>;
  return { ...(instanceId === undefined ? {} : { instanceId }), ...(bindingId === undefined ? {} : { bindingId }) };
}
