import { randomUUID } from 'node:crypto';
import { Logger, type LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type DockerDriver, DockerodeDockerDriver } from '#docker-driver';
import { AccessGate } from './access/access-gate.port.js';
import { BrokerModule } from './broker.module.js';
import type { BrokerConfig } from './config/broker-config.types.js';
import { guardRequests, logRequests, refuseOddPath, refuseThePast } from './http-hooks.js';
import { HttpTraffic } from './http-traffic.js';
import { parseBody } from './osb/parse-body.js';
import { requestIdOf } from './osb/request-context.js';
import { StallGuard } from './stall-guard.js';

const LIMITS = {
  bodyLimit: 256 * 1024,
  requestTimeout: 30_000,
  connectionTimeout: 65_000,
  keepAliveTimeout: 72_000,
  routerOptions: { maxParamLength: 1_024 },
};

export interface BrokerParts {
  readonly logger: LoggerService;
  readonly docker?: DockerDriver;
}

/** The whole broker, ready to listen: the same for the process, for tests and for benchmarks. */
export async function createBroker(
  config: BrokerConfig,
  { logger, docker }: BrokerParts,
): Promise<NestFastifyApplication> {
  const gate: { current?: AccessGate } = {};
  const adapter = new FastifyAdapter({
    ...LIMITS,
    genReqId: ({ headers }: Pick<FastifyRequest, 'headers'>) => requestIdOf(headers, randomUUID),
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      refuseOddPath({ request, reply, error }, gate.current);
    },
  });
  const module = BrokerModule.forRoot(config, docker ?? new DockerodeDockerDriver());
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger,
    bodyParser: false,
    abortOnError: false,
  });
  gate.current = app.get(AccessGate);
  prepareConnections(adapter.getInstance(), config);
  prepareHttp(adapter.getInstance(), gate.current);
  await app.init();
  return app;
}

/** Requests of a process that stood still are not read; those of one that stops are answered. */
function prepareConnections(http: FastifyInstance, config: BrokerConfig): void {
  const guard = new StallGuard(http.server, config.http.stallSeconds * 1_000);
  const traffic = new HttpTraffic(http.server);
  refuseThePast(http, guard);
  http.addHook('preClose', async () => {
    guard.close();
    await traffic.drain();
  });
}

/** Access and version before the body is read, so 401 comes before 412 before 400. */
function prepareHttp(http: FastifyInstance, gate: AccessGate): void {
  logRequests(http, new Logger('Request'));
  guardRequests(http, gate);
  http.removeAllContentTypeParsers();
  http.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    parseInto(String(body), done);
  });
}

function parseInto(text: string, done: (error: Error | null, body?: unknown) => void): void {
  try {
    done(null, parseBody(text));
  } catch (error) {
    done(error instanceof Error ? error : new Error('unreadable'));
  }
}
