import type { Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AccessGate, Refusal } from './access/access-gate.port.js';
import { isPublic } from './access/required-roles.js';
import { refuseApiVersion } from './osb/check-api-version.js';
import type { StallGuard } from './stall-guard.js';

/** One line for each request, refusals and unknown paths included, but for probes that find all well. */
export function logRequests(http: FastifyInstance, logger: Logger): void {
  http.addHook('onResponse', (request, reply, done) => {
    done();
    if (reply.statusCode === 200 && isPublic(request.method, routeOf(request))) return;
    logger.log({
      message: 'request',
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
      ...idsOf(request.params),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    });
  });
}

/** Before anything else looks at a request: what the process finds when it wakes is not answered (row 5). */
export function refuseThePast(http: FastifyInstance, guard: StallGuard): void {
  http.addHook('onRequest', (request, reply, done) => {
    if (guard.admits()) {
      done();
      return;
    }
    reply.hijack();
    request.raw.socket.destroy();
  });
}

/**
 * What comes before the body is read and any handler runs, in this order: the request's identity is copied into the
 * answer (HDR-09); nothing is executed, and nothing told apart, for whom we do not know (401, AUTH-02, AUTH-03); then
 * the version (412).
 */
export function guardRequests(http: FastifyInstance, gate: AccessGate): void {
  http.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-broker-api-request-identity', request.id);
    // Answers hold credentials: nobody on the way keeps them.
    void reply.header('cache-control', 'no-store');
    const route = routeOf(request);
    const admit = (refusal: Refusal | undefined): void => {
      const fault = refusal ?? refuseVersion(request, route);
      if (fault === undefined) done();
      else refuse(reply, fault);
    };
    const verdict = gate.refuse({ method: request.method, route, authorization: request.headers.authorization });
    if (verdict === undefined) admit(undefined);
    else verdict.then(admit).catch(done);
  });
}

/**
 * Paths that the router cannot read (a bad escape, a segment without end) come past the hooks: the caller is looked at
 * here all the same, and the path is not repeated in the answer.
 */
export function refuseOddPath({ request, reply, error }: OddPath, gate: AccessGate | undefined): void {
  const { method, url, headers } = request;
  const status = 'statusCode' in error && error.statusCode === 414 ? 414 : 400;
  const fault = { status, description: 'The path cannot be read: an escape in it is wrong, or a part too long.' };
  Promise.resolve(gate?.refuse({ method, route: url, authorization: headers.authorization })).then(
    (refusal) => {
      refuse(reply, refusal?.status === 401 ? refusal : fault);
    },
    () => {
      refuse(reply, fault);
    },
  );
}

interface OddPath {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly error: Error;
}

interface Fault {
  readonly status: number;
  readonly description: string;
}

function refuseVersion(request: FastifyRequest, route: string): Fault | undefined {
  if (!route.startsWith('/v2/')) return undefined;
  const description = refuseApiVersion(request.headers['x-broker-api-version']);
  return description === undefined ? undefined : { status: 412, description };
}

function refuse(reply: FastifyReply, { status, description }: Fault): void {
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
