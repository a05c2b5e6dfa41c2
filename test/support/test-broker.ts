import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoggerService } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DockerDriver } from '#docker-driver';
import { JsonLineLogger } from '#logging';
import { loadBrokerConfig } from '../../apps/broker/src/config/load-broker-config.js';
import { createBroker } from '../../apps/broker/src/create-broker.js';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
}

export interface RequestOptions {
  readonly body?: unknown;
  /** Over those of a platform; `undefined` leaves one out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** The address of its sender; one of this machine unless said. */
  readonly from?: string;
}

const PLATFORM_HEADERS = {
  authorization: `Basic ${Buffer.from('admin:admin').toString('base64')}`,
  'x-broker-api-version': '2.17',
};

/** One for all: each takes care of its last lines at the end of the process. */
const QUIET = new JsonLineLogger({ level: process.env['TEST_LOG_LEVEL'] ?? 'fatal' });

/** The assembled broker, called without a socket. */
export class TestBroker {
  private constructor(
    readonly app: NestFastifyApplication,
    private readonly dataDir: string | undefined,
  ) {}

  /**
   * @param env settings as environment variables
   * @param file the text of a configuration file
   */
  static async start(parts: {
    readonly docker: DockerDriver;
    readonly env?: Readonly<Record<string, string>>;
    readonly file?: object;
    readonly dataDir?: string;
    readonly logger?: LoggerService;
  }): Promise<TestBroker> {
    const ownDir = parts.dataDir === undefined ? mkdtempSync(join(tmpdir(), 'docker-broker-')) : undefined;
    const env = {
      DATA_DIR: parts.dataDir ?? ownDir ?? '',
      // A pass that comes by itself would meet whatever a test has prepared for its own calls of Docker.
      BROKER_RECONCILER_EVERYSECONDS: '0',
      BROKER_DRAINS_EVERYSECONDS: '0',
      // Tests come as fast as they can, and with many wrong logins.
      BROKER_LIMITS_REQUESTSPERMINUTE: '0',
      BROKER_LIMITS_FAILEDLOGINSPERMINUTE: '0',
      BROKER_LIMITS_PINGSPERMINUTE: '0',
      ...asEnvironment(parts.file ?? {}),
      ...parts.env,
    };
    const { config } = loadBrokerConfig({ argv: [], env });
    const logger = parts.logger ?? QUIET;
    return new TestBroker(await createBroker(config, { logger, docker: parts.docker }), ownDir);
  }

  async request(
    method: 'GET' | 'PUT' | 'POST' | 'DELETE' | 'PATCH',
    url: string,
    options: RequestOptions = {},
  ): Promise<Answer> {
    const { body, headers, from } = options;
    const response = await this.app.inject({
      method,
      url,
      headers: withoutUndefined({ ...PLATFORM_HEADERS, ...headers }),
      ...(from === undefined ? {} : { remoteAddress: from }),
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.statusCode, body: parse(response.payload), headers: response.headers };
  }

  async stop(): Promise<void> {
    await this.app.close();
    if (this.dataDir !== undefined) rmSync(this.dataDir, { recursive: true, force: true });
  }
}

function withoutUndefined(headers: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter((header): header is [string, string] => header[1] !== undefined),
  );
}

function parse(text: string): unknown {
  return text === '' ? undefined : JSON.parse(text);
}

function asEnvironment(file: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(file).flatMap(([section, values]: [string, object]) =>
      Object.entries(values).map(([key, value]: [string, unknown]) => [
        `BROKER_${section}_${key}`.toUpperCase(),
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
    ),
  );
}
