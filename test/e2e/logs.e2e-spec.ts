import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as endOfTurn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { JsonLineLogger } from '#logging';
import { makeCertificates } from '../../libs/docker-driver/src/testing/make-certificates.js';
import { basic, orderOf, pathOf, World } from '../support/world.js';

type Line = Readonly<Record<string, unknown>>;

/** Marked secrets: each stands in one place that must never show in a log. */
const MARKS = {
  sharedPassword: 'mark-01-shared',
  platformPassword: 'mark-02-platform',
  agentPassword: 'mark-03-agent',
  staticPassword: 'mark-04-static',
  staticDashboard: 'mark-05-dashboard',
  environment: 'mark-06-environment',
  provisionParameter: 'mark-07-parameter',
  context: 'mark-08-context',
  bindParameter: 'mark-09-parameter',
  provisionStdout: 'mark-10-stdout',
  provisionStderr: 'mark-11-stderr',
  bindStdout: 'mark-12-stdout',
  bindStderr: 'mark-13-stderr',
  garbage: 'mark-14-garbage',
  wrongPassword: 'mark-15-wrong',
  query: 'mark-16-query',
  badBody: 'mark-17-body',
  imageCredentials: 'mark-18-image',
  refusedImage: 'mark-19-refused',
  unbindStderr: 'mark-20-stderr',
} as const;

const ENV = {
  BROKER_SERVICES_PASSWORD: MARKS.sharedPassword,
  BROKER_ACCESS_PLATFORM_USER: 'cf',
  BROKER_ACCESS_PLATFORM_PASSWORD: MARKS.platformPassword,
  BROKER_ACCESS_AGENT_USER: 'agent',
  BROKER_ACCESS_AGENT_PASSWORD: MARKS.agentPassword,
};
const PLATFORM = { authorization: basic('cf', MARKS.platformPassword), 'x-broker-api-request-identity': 'request-77' };
const ADMIN = { authorization: basic('admin', MARKS.sharedPassword) };
const AGENT = { authorization: basic('agent', MARKS.agentPassword) };
const ORDER = { ...orderOf('redis'), organization_guid: 'o', space_guid: 's' };
const IDS = '?service_id=redis&plan_id=redis_100';

describe('logs', () => {
  const { ca, client } = makeCertificates('IP:10.0.0.9');
  const logins: string[] = [];
  const dataDir = mkdtempSync(join(tmpdir(), 'docker-broker-logs-'));
  let text = '';
  let stored = '';
  let sent = 0;

  const lines = (): Line[] =>
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Line);

  const playScripts = (world: World): void => {
    world.play({
      '/provision': ({ stdin }) => {
        if (stdin.includes('garbage')) return { stdout: MARKS.garbage };
        return {
          stdout: JSON.stringify({ dashboard_url: `http://u:${MARKS.provisionStdout}@h` }),
          stderr: MARKS.provisionStderr,
        };
      },
      '/bind': ({ environment, stdin }) => {
        logins.push(environment['PASSWORD'] ?? '');
        const trace = `+ create_user ${environment['PASSWORD'] ?? ''} ${stdin}`;
        if (stdin.includes('fail')) return { exitCode: 1, stdout: MARKS.bindStdout, stderr: trace };
        return {
          stdout: JSON.stringify({ password: environment['PASSWORD'], x: MARKS.bindStdout }),
          stderr: MARKS.bindStderr,
        };
      },
      '/unbind': () => ({ stderr: MARKS.unbindStderr }),
    });
  };

  const useBroker = async (world: World): Promise<void> => {
    const ask = async (
      headers: Readonly<Record<string, string>>,
      method: 'GET' | 'PUT' | 'POST' | 'DELETE',
      path: string,
      body?: unknown,
    ): Promise<Awaited<ReturnType<World['get']>>> => {
      sent += 1;
      return world.broker.request(method, path, { headers, ...(body === undefined ? {} : { body }) });
    };
    await world.ping({}, { headers: AGENT });
    sent += 1;
    const upload = { Host: '10.0.0.9', ClientCert: client.cert, ClientKey: client.key, CA: ca };
    await ask(AGENT, 'PUT', '/certificate/10.0.0.9', upload);
    await ask(ADMIN, 'PUT', '/My%20Docker%20Catalog/image/more', {
      Plan: '1',
      Credentials: { p: MARKS.imageCredentials },
    });
    await ask(ADMIN, 'PUT', '/My%20Docker%20Catalog/image/more', { Plan: '1', Credentials: MARKS.refusedImage });
    await ask(ADMIN, 'GET', '/My%20Docker%20Catalog/images');
    const parameters = { password: MARKS.provisionParameter };
    const provision = { ...ORDER, parameters, context: { secret: MARKS.context } };
    await ask(PLATFORM, 'PUT', pathOf('i'), provision);
    await ask(PLATFORM, 'GET', `${pathOf('i')}/last_operation`);
    await ask(PLATFORM, 'PUT', pathOf('i', 'b'), { ...ORDER, parameters: { p: MARKS.bindParameter } });
    await ask(PLATFORM, 'PUT', pathOf('i', 'f'), { ...ORDER, parameters: { fail: [MARKS.bindParameter] } });
    await ask(PLATFORM, 'PUT', pathOf('g'), { ...ORDER, parameters: { garbage: true } });
    await ask(PLATFORM, 'PUT', pathOf('s'), { ...ORDER, ...orderOf('static') });
    await ask(PLATFORM, 'PUT', pathOf('s', 'sb'), orderOf('static'));
    await ask({ authorization: basic('cf', MARKS.wrongPassword) }, 'GET', '/v2/catalog');
    await ask(PLATFORM, 'GET', `/v2/nothing?password=${MARKS.query}`);
    await ask(PLATFORM, 'PUT', pathOf('x'), `{"password": "${MARKS.badBody}`);
    await ask(PLATFORM, 'DELETE', `${pathOf('i', 'b')}${IDS}&x=${MARKS.query}`);
    await ask(PLATFORM, 'DELETE', `${pathOf('i')}${IDS}`);
    await ask(PLATFORM, 'DELETE', `${pathOf('s')}${IDS}`);
  };

  beforeAll(async () => {
    const record = (chunk: unknown): boolean => {
      text += String(chunk);
      return true;
    };
    const spies = [process.stdout, process.stderr].map((stream) =>
      vi.spyOn(stream, 'write').mockImplementation(record),
    );
    try {
      const world = await World.open({
        env: { ...ENV, BROKER_OPERATIONS_SYNCWAITSECONDS: '10' },
        dataDir,
        ping: null,
        logger: new JsonLineLogger({ level: 'verbose' }),
        images: [
          { name: 'redis', plan: '100', environment: { TOKEN: MARKS.environment } },
          {
            name: 'static',
            plan: '100',
            dashboardurl: { dashboard_url: `http://u:${MARKS.staticDashboard}@$HOST` },
            credentials: { password: MARKS.staticPassword },
          },
        ],
      });
      playScripts(world);
      await useBroker(world);
      stored = readdirSync(dataDir)
        .map((name) => readFileSync(join(dataDir, name), 'latin1'))
        .join('\n');
      await world.stop();
      // Lines are written at the end of their turn of the event loop.
      await endOfTurn();
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
  });

  afterAll(() => {
    rmSync(dataDir, { recursive: true });
  });

  it('are JSON lines with level, time and message', () => {
    for (const line of lines())
      expect(line).toMatchObject({
        level: expect.stringMatching(/^(fatal|error|warn|info|debug|verbose)$/) as string,
        time: expect.stringMatching(/^\d{4}-.*Z$/) as string,
        message: expect.any(String) as string,
      });
  });

  it('hold one line for each request, with its ids and its end', () => {
    const requests = lines().filter(({ context, message }) => context === 'Request' && message === 'request');

    expect(requests).toHaveLength(sent);
    expect(requests).toContainEqual(
      expect.objectContaining({
        requestId: 'request-77',
        method: 'PUT',
        route: '/v2/service_instances/:instanceId/service_bindings/:bindingId',
        instanceId: 'i',
        bindingId: 'b',
        status: 201,
        ms: expect.any(Number) as number,
      }),
    );
    expect(requests).toContainEqual(expect.objectContaining({ method: 'GET', status: 401 }));
  });

  it("hold a line for each step's end, by which an operator follows one operation from its request", () => {
    const ended = lines().find((line) => line['message'] === 'operation ended' && line['instanceId'] === 'i');
    const own = lines().filter((line) => line['operationId'] === ended?.['operationId']);

    expect(own.filter(({ message }) => message === 'step done').map(({ step }) => step)).toEqual([
      'container',
      'start',
      'script /provision',
    ]);
    for (const line of own) expect(line).toMatchObject({ instanceId: 'i', requestId: 'request-77', kind: 'provision' });
  });

  it.each(Object.entries(MARKS))('never hold the secret %s (T19)', (_, mark) => {
    expect(text).not.toContain(mark);
  });

  it('never hold a generated password, a private key or an Authorization header', () => {
    const [, keyLine = 'none'] = client.key.split('\n');
    const headers = [PLATFORM, ADMIN, AGENT].map(({ authorization }) => authorization.replace('Basic ', ''));

    expect(logins.length).toBeGreaterThanOrEqual(2);
    for (const secret of [...logins, keyLine, ...headers]) {
      expect(secret.length).toBeGreaterThan(10);
      expect(text).not.toContain(secret);
    }
  });

  it.each(Object.entries(MARKS))('and neither does the database file: %s', (_, mark) => {
    expect(stored.length).toBeGreaterThan(1_000);
    expect(stored).not.toContain(mark);
  });
});
