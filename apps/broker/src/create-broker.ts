import { Logger, type LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type DockerDriver, DockerodeDockerDriver } from '#docker-driver';
import { AnsweredRequests } from './answered-requests.js';
import { serveApiDocs } from './api-docs/serve-api-docs.js';
import { AccessGate } from './access/access-gate.port.js';
import { AuditTrail } from './audit/audit-trail.js';
import { auditTo } from './audit/audit-requests.js';
import { toAdmission } from './agents-registry/admit-address.types.js';
import { BrokerModule } from './broker.module.js';
import type { BrokerConfig } from './config/broker-config.types.js';
import { BrokenRequests } from './broken-requests.js';
import { CatalogController } from './catalog/catalog.controller.js';
import { shortenWayToCatalog } from './catalog/shorten-way.js';
import { limitConnections, refuseThePast, refuseWhileStopping } from './connection-hooks.js';
import { guardRequests, logTo, refuseOddPath } from './http-hooks.js';
import { bodyLimitOf, HTTP_OPTIONS, mostKeysOf } from './http-options.js';
import { HttpTraffic } from './http-traffic.js';
import { takesBody } from './osb/check-request.js';
import { parseBody } from './osb/parse-body.js';
import { requestIdOf } from './osb/request-context.js';
import { RequestIds } from './osb/request-ids.js';
import { StallGuard } from './stall-guard.js';
import { openBrokerTls } from './tls/broker-tls.js';

export interface BrokerParts {
  readonly logger: LoggerService;
  readonly docker?: DockerDriver;
}

/** The whole broker, ready to listen: the same for the process, for tests and for benchmarks. */
export async function createBroker(
  config: BrokerConfig,
  { logger, docker }: BrokerParts,
): Promise<NestFastifyApplication> {
  const tls = openBrokerTls(config);
  const gate: { current?: AccessGate } = {};
  const answered = new AnsweredRequests();
  const broken = new BrokenRequests(tellOf(new Logger('Request')));
  const adapter = new FastifyAdapter({
    ...HTTP_OPTIONS,
    trustProxy: trustedIn(config),
    ...tls.serverOptions,
    clientErrorHandler: (error: Error, socket: Socket) => {
      broken.refuse(error, socket);
    },
    genReqId: nameRequests(),
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      answered.watchOne(request, reply);
      refuseOddPath({ request, reply, error }, gate.current);
    },
  });
  const module = BrokerModule.forRoot(config, docker ?? new DockerodeDockerDriver(toAdmission(config.docker)));
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger,
    bodyParser: false,
    abortOnError: false,
  });
  gate.current = app.get(AccessGate);
  broken.watch(adapter.getInstance().server);
  prepareConnections(adapter.getInstance(), config);
  answered.listen(logTo(logger));
  answered.listen(auditTo(app.get(AuditTrail)));
  answered.watch(adapter.getInstance());
  prepareHttp(adapter.getInstance(), gate.current);
  shortenWayToCatalog(adapter.getInstance(), app.get(CatalogController, { strict: false }));
  tls.attach(adapter.getInstance());
  if (config.http.apiDocs) serveApiDocs(app);
  await app.init();
  return app;
}

/** Requests of a process that stood still are not read; those of one that stops are answered. */
function prepareConnections(http: FastifyInstance, config: BrokerConfig): void {
  const guard = new StallGuard(http.server, config.http.stallSeconds * 1_000);
  const traffic = new HttpTraffic(http.server);
  refuseThePast(http, guard);
  limitConnections(http);
  // Known to be stopping before it waits for those who are being answered.
  refuseWhileStopping(http);
  http.addHook('preClose', async () => {
    guard.close();
    await traffic.drain();
  });
}

/** Access and version before the body is read, so 401 comes before 412 before 400. */
function prepareHttp(http: FastifyInstance, gate: AccessGate): void {
  guardRequests(http, gate);
  http.addHook('onRoute', (route) => {
    route.bodyLimit = bodyLimitOf(route.url);
  });
  http.removeAllContentTypeParsers();
  http.addContentTypeParser('*', { parseAs: 'buffer' }, ({ method, routeOptions }, body, done) => {
    if (takesBody(method)) parseInto(Buffer.from(body), mostKeysOf(routeOptions.url), done);
    else done(null);
  });
}

function parseInto(bytes: Uint8Array, mostKeys: number, done: (error: Error | null, body?: unknown) => void): void {
  try {
    done(null, parseBody(bytes, mostKeys));
  } catch (error) {
    done(error instanceof Error ? error : new Error('unreadable'));
  }
}

function nameRequests(): (request: Pick<FastifyRequest, 'headers'>) => string {
  const ids = new RequestIds();
  const next = (): string => ids.next();
  return ({ headers }) => requestIdOf(headers, next);
}

/** Their line in the log, as all requests have one. */
function tellOf(logger: Logger): ConstructorParameters<typeof BrokenRequests>[0] {
  return ({ requestId, status }) => {
    logger.log({ message: 'request', requestId, method: 'unknown', route: 'unknown', status });
  };
}

/** Fastify takes an empty list for trust in everybody's neighbours; ours trusts nobody (T17). */
function trustedIn({ http: { trustedProxies } }: BrokerConfig): string[] | false {
  return trustedProxies.length === 0 ? false : [...trustedProxies];
}
