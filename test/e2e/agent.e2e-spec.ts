import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readPing } from '#agent-protocol';
import { AgentModule } from '../../apps/agent/src/agent.module.js';
import { loadAgentConfig } from '../../apps/agent/src/config/load-agent-config.js';
import { ensureBuild } from '../../apps/local/build.mjs';

const CERT = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const KEY = '-----BEGIN PRIVATE KEY-----\nMIIC\n-----END PRIVATE KEY-----\n';
/** As measured from the original's agent. */
const PING =
  '{"ServiceHost":"192.0.2.10","DockerHost":"127.0.0.1","DockerPort":2375,"StartedAt":"0001-01-01T00:00:00Z",' +
  '"IsActive":true,"PerfFactor":1.22,"ExecCommand":"DockerCommandExec","ExecArgs":"ssh,user@127.0.0.1,sudo",' +
  '"KeepAlive":1,"Portbind_min":49150,"Portbind_max":49999}';

interface Received {
  readonly line: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A broker reduced to its ears: it remembers what it hears and answers with one status. */
class ListeningBroker {
  readonly received: Received[] = [];
  status = 200;
  #server: Server | undefined;

  async listen(port = 0): Promise<number> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const line = `${request.method ?? ''} ${request.url ?? ''}`;
        this.received.push({ line, headers: request.headers, body: Buffer.concat(chunks).toString() });
        response.writeHead(this.status, { 'Content-Type': 'application/json; charset=utf-8' }).end('{}');
      });
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  }

  async leave(): Promise<void> {
    const server = this.#server;
    server?.closeAllConnections();
    await new Promise<void>((resolve) => {
      server?.close(() => {
        resolve();
      });
    });
  }

  lines(): string[] {
    return this.received.map(({ line }) => line);
  }
}

describe('agent', () => {
  let folder: string;
  let broker: ListeningBroker;
  let port: number;
  let agent: INestApplicationContext | undefined;
  let child: ChildProcess | undefined;

  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const flags = (...certificates: string[]): string[] => {
    const serviceagent = {
      servicehost: '192.0.2.10',
      dockerhost: '127.0.0.1',
      dockerport: 2375,
      isactive: true,
      keepalive: 1,
      ExecCommand: 'DockerCommandExec',
      ExecArgs: 'ssh,user@127.0.0.1,sudo',
      perffactor: 1.22,
      portbind_min: 49150,
      portbind_max: 49999,
      labels: { disk: 'ssd' },
    };
    const brokerservers = [{ host: '127.0.0.1', port, user: 'admin', password: 'admin' }];
    return ['-config', write('agent.config', JSON.stringify({ serviceagent, brokerservers })), ...certificates];
  };
  const start = async (argv: readonly string[]): Promise<void> => {
    const settings = loadAgentConfig({ argv, env: {} });
    agent = await NestFactory.createApplicationContext(AgentModule.forRoot(settings), { logger: false });
  };
  const heard = (count: number): Promise<void> =>
    vi.waitFor(
      () => {
        expect(broker.received.length).toBeGreaterThanOrEqual(count);
      },
      { timeout: 10_000, interval: 10 },
    );

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'agent-'));
    broker = new ListeningBroker();
    port = await broker.listen();
  });

  afterEach(async () => {
    child?.kill('SIGKILL');
    await agent?.close();
    await broker.leave();
    rmSync(folder, { recursive: true });
  });

  it("pings in the original agent's bytes, and says behind them what it measures", async () => {
    await start(flags());
    await heard(1);

    const { line = '', body = '', headers } = broker.received[0] ?? {};
    expect(line).toBe('POST /ping');
    expect(body.slice(0, PING.length)).toBe(PING.replace(/}$/, ','));
    expect(readPing(JSON.parse(body))).toMatchObject({
      perfFactor: 1.22,
      measured: { cpus: availableParallelism(), totalMemoryBytes: totalmem() },
      labels: { disk: 'ssd' },
      agentVersion: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
    });
    expect(headers).toMatchObject({
      host: `127.0.0.1:${port}`,
      'content-length': String(Buffer.byteLength(body)),
      authorization: 'Basic YWRtaW46YWRtaW4=',
      'x-broker-api-version': '1.1',
    });
  });

  it('hands its certificates over before the first ping', async () => {
    await start(flags('-clientcert', write('c.pem', CERT), '-clientkey', write('k.pem', KEY)));
    await heard(2);

    const base64 = (text: string): string => Buffer.from(text).toString('base64');
    expect(broker.lines()).toEqual(['PUT /certificate/127.0.0.1', 'POST /ping']);
    expect(broker.received[0]?.body).toBe(
      `{"Host":"127.0.0.1","ClientCert":"${base64(CERT)}","ClientKey":"${base64(KEY)}","CA":null}`,
    );
  });

  it('outlives a broker that goes and comes, and tells each change once', async () => {
    const told: unknown[] = [];
    const tell = (line: unknown): number => (typeof line === 'object' ? told.push(line) : 0);
    vi.spyOn(Logger.prototype, 'log').mockImplementation(tell);
    vi.spyOn(Logger.prototype, 'warn').mockImplementation(tell);
    const lost = (): unknown => told.find((line) => JSON.stringify(line).includes('broker lost'));

    await start(flags('-clientcert', write('c.pem', CERT)));
    await heard(2);
    await broker.leave();
    await vi.waitUntil(lost, { timeout: 10_000 });
    await broker.listen(port);
    await heard(4);
    await vi.waitUntil(() => told.length >= 5, { timeout: 10_000 });

    expect(broker.lines().slice(2, 4)).toEqual(['PUT /certificate/127.0.0.1', 'POST /ping']);
    const name = `127.0.0.1:${port}`;
    expect(told).toEqual([
      { message: 'certificates handed over', broker: name },
      { message: 'broker connected', broker: name },
      { message: 'broker lost', broker: name, reason: expect.stringMatching(/^ECONN/) as string },
      { message: 'certificates handed over', broker: name },
      { message: 'broker connected', broker: name },
    ]);
  });

  describe('as a process', () => {
    let output = '';

    const run = (argv: readonly string[]): Promise<number | null> => {
      const compiled = join(import.meta.dirname, '../../dist/apps/agent/src/main.js');
      const started = spawn(process.execPath, [compiled, ...argv], { env: { LOG_LEVEL: 'info' } });
      child = started;
      output = '';
      started.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
      started.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
      return new Promise((resolve) => started.once('exit', resolve));
    };

    beforeAll(ensureBuild, 120_000);

    it.each(['SIGINT', 'SIGTERM'] as const)('ends with status 0 within a second of %s', async (signal) => {
      const ended = run(flags());
      await heard(2);
      const asked = Date.now();
      child?.kill(signal);

      await expect(ended).resolves.toBe(0);
      expect(Date.now() - asked).toBeLessThan(1000);
      const lines = output
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(lines.filter(({ message }) => message === 'broker connected')).toHaveLength(1);
      expect(output).not.toContain('YWRtaW46');
    });

    it('ends with status 1 and says all that is wrong', async () => {
      const path = write('bad.config', '{"serviceagent":{"keepalive":0},"brokerservers":[]}');

      await expect(run(['-config', path])).resolves.toBe(1);

      expect(output).toContain('serviceagent.keepalive: allowed is seconds, a whole number from 1 to 86400');
      expect(output).toContain('brokerservers: allowed is a list of 1 to 100 objects');
    });

    it('ends with status 1 and says how it is called', async () => {
      await expect(run([])).resolves.toBe(1);

      expect(output).toContain('usage: agent -config FILE');
    });
  });
});
