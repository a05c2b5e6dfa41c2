import type { LoggerService } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AccessGate, Admission, Knock } from './access/access-gate.port.js';
import type { AnswerListener } from './answered-requests.js';
import { isPublic } from './access/required-roles.js';
import { addressOf } from './osb/address-of.js';
import { AllowedMethods } from './osb/allowed-methods.js';
import { refuseApiVersion } from './osb/check-api-version.js';
import { refuseEmptyId, refuseHead } from './osb/check-request.js';
import { patternOf } from './osb/pattern-of.js';
import type { Fault } from './osb/raw-answer.js';
import { readOriginatingIdentity } from './osb/read-originating-identity.js';
import { SECURITY_HEADERS, securityHeadersOf } from './security-headers.js';

/** One line for each request, refusals and unknown paths included, but for probes that find all well. */
export function logTo(logger: LoggerService): AnswerListener {
  return (request, reply, status) => {
    const route = patternOf(request);
    if (status === 200 && route !== undefined && isPublic(request.method, route)) return;
    const { instanceId, bindingId } = (request.params ?? {}) as Record<string, string | undefined>;
    const line = {
      message: 'request',
      requestId: request.id,
      method: request.method,
      route: route ?? 'unknown',
      instanceId,
      bindingId,
      originator: originatorOf(request),
      status,
      ms: Math.round(reply.elapsedTime),
    };
    logger.log(line, 'Request');
  };
}

/**
 * What comes before the body is read and any handler runs, in this order: the request's identity is copied into the
 * answer (HDR-09); nothing is executed, and nothing told apart, for whom we do not know (401, AUTH-02, AUTH-03); then
 * the version (412); then whether there is such a route, and what the head says of the rest (404, 405, 400, 417).
 */
export function guardRequests(http: FastifyInstance, gate: AccessGate): void {
  const allowed = collectMethods(http);
  http.decorateRequest('caller');
  http.decorateRequest('pattern');
  http.addHook('onRequest', (request, reply, done) => {
    introduce(request, reply);
    const verdict = gate.admit(knockOf(request));
    const enter = (admission: Admission): void => {
      const fault = refuseEntry(request, reply, { admission, allowed });
      if (fault === undefined) done();
      else refuse(reply, fault);
    };
    if (verdict instanceof Promise) verdict.then(enter).catch(done);
    else enter(verdict);
  });
}

interface Entry {
  readonly admission: Admission;
  readonly allowed: AllowedMethods;
}

function refuseEntry(request: FastifyRequest, reply: FastifyReply, { admission, allowed }: Entry): Fault | undefined {
  request.caller = admission.caller;
  return admission.refusal ?? refuseVersion(request) ?? refuseRoute(request, reply, allowed) ?? refuseRest(request);
}

/**
 * Paths that the router cannot read (a bad escape, a segment without end) come past the hooks: the caller is looked at
 * here all the same, and the path is not repeated in the answer.
 */
export function refuseOddPath({ request, reply, error }: OddPath, gate: AccessGate | undefined): void {
  const status = 'statusCode' in error && error.statusCode === 414 ? 414 : 400;
  const fault = { status, description: 'The path cannot be read: an escape in it is wrong, or a part too long.' };
  introduce(request, reply);
  Promise.resolve(gate?.admit(knockOf(request))).then(
    (admission) => {
      request.caller = admission?.caller;
      const refusal = admission?.refusal;
      const isKeptOut = refusal !== undefined && refusal.status !== 403;
      refuse(reply, isKeptOut ? refusal : (refuseVersion(request) ?? fault));
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

function knockOf(request: FastifyRequest): Knock {
  // At once, and Node remembers it for the audit trail: of a connection that is gone nobody can tell any more.
  const { ip } = request;
  return {
    method: request.method,
    route: routeOf(request),
    authorization: request.headers.authorization,
    address: () => addressOf({ ip }),
  };
}

export function introduce(request: FastifyRequest, reply: FastifyReply): void {
  void reply.header('x-broker-api-request-identity', request.id);
  const headers = securityHeadersOf(routeOf(request));
  for (const name of SECURITY_HEADERS) void reply.header(name, headers[name]);
}

function collectMethods(http: FastifyInstance): AllowedMethods {
  const allowed = new AllowedMethods();
  http.addHook('onRoute', ({ method, url }) => {
    for (const name of [method].flat()) allowed.add(name, url);
  });
  return allowed;
}

function refuseVersion(request: FastifyRequest): Fault | undefined {
  if (!isPlatformPath(request)) return undefined;
  const description = refuseApiVersion(request.headers['x-broker-api-version']);
  return description === undefined ? undefined : { status: 412, description };
}

/** Before the body is read: nobody needs it. */
function refuseRoute(request: FastifyRequest, reply: FastifyReply, allowed: AllowedMethods): Fault | undefined {
  const emptyId = refuseEmptyId(request.url);
  if (emptyId !== undefined || !request.is404) return emptyId;
  const methods = allowed.of(request.url);
  if (methods.length === 0) return { status: 404, description: 'There is nothing at this path.' };
  void reply.header('allow', methods.join(', '));
  return { status: 405, description: 'This path has other methods: see Allow.' };
}

/** The Content-Type has been looked at then; the framework's own ideas about it are not asked. */
function refuseRest(request: FastifyRequest): Fault | undefined {
  const { method, url, headers, raw } = request;
  const fault = refuseHead({ method, url, headers, httpVersion: raw.httpVersion }, isPlatformPath(request));
  // Not deleted: that would make headers an object which is slow to look into.
  headers['content-type'] = undefined;
  return fault;
}

function isPlatformPath(request: FastifyRequest): boolean {
  return routeOf(request).startsWith('/v2/');
}

export function refuse(reply: FastifyReply, { status, description, retryAfterSeconds = 1 }: Fault): void {
  if (status === 429) void reply.header('retry-after', retryAfterSeconds);
  if (status === 401) void reply.header('www-authenticate', 'Basic realm="docker-broker", charset="UTF-8"');
  void reply.code(status).send({ description });
}

/** The route that will serve the request, so that no spelling of a path opens another door; the path where there is none. */
function routeOf(request: FastifyRequest): string {
  return patternOf(request) ?? request.url;
}

/** Who it is stays out of the log; that nobody can tell is the platform's mistake. */
function originatorOf({ headers }: FastifyRequest): 'unreadable' | undefined {
  const identity = readOriginatingIdentity(headers['x-broker-api-originating-identity']);
  return identity === 'unreadable' ? identity : undefined;
}
