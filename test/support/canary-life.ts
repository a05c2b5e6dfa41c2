import type { ExecOutcome } from '#docker-driver';
import { makeCertificates } from '../../libs/docker-driver/src/testing/make-certificates.js';
import { CANARIES } from './canaries.js';
import type { TestBroker } from './test-broker.js';
import { basic, ENDPOINT, orderOf, pathOf, type World } from './world.js';

type Method = Parameters<TestBroker['request']>[0];

export interface Heard {
  readonly request: string;
  readonly status: number;
  readonly text: string;
}

export const CANARY_ENV = {
  BROKER_ACCESS_PLATFORM_USER: 'cf',
  BROKER_ACCESS_PLATFORM_PASSWORD: CANARIES.platformPassword,
  BROKER_ACCESS_PLATFORM_FORMERPASSWORD: CANARIES.formerPassword,
  BROKER_ACCESS_ADMIN_USER: 'operator',
  BROKER_ACCESS_ADMIN_PASSWORD: CANARIES.adminPassword,
  BROKER_ACCESS_AGENT_USER: 'agent',
  BROKER_ACCESS_AGENT_PASSWORD: CANARIES.agentPassword,
};
export const ADMIN = { authorization: basic('operator', CANARIES.adminPassword) };
const AGENT = { authorization: basic('agent', CANARIES.agentPassword) };
const CATALOG = '/My%20Docker%20Catalog';
const IDS = 'service_id=redis&plan_id=redis_100&accepts_incomplete=true';
const ORDER = { ...orderOf('redis'), organization_guid: 'o', space_guid: 's' };
const PLATFORM = {
  authorization: basic('cf', CANARIES.platformPassword),
  'x-secret': CANARIES.header,
  cookie: `session=${CANARIES.cookie}`,
};

/** Everything that comes to a broker, each with a secret in it, and everything that it answers. */
export class CanaryLife {
  readonly heard: Heard[] = [];

  constructor(private readonly world: World) {}

  async ask(headers: Readonly<Record<string, string>>, request: string, body?: unknown): Promise<Heard> {
    const [method, path] = request.split(' ') as [Method, string];
    const answer = await this.world.broker.request(method, path, { headers, ...(body === undefined ? {} : { body }) });
    const heard = { request, status: answer.status, text: JSON.stringify(answer.body ?? '') };
    this.heard.push(heard);
    return heard;
  }

  async administrate(): Promise<void> {
    const ask = (request: string, body?: unknown): Promise<Heard> => this.ask(ADMIN, request, body);
    const { ca, client } = makeCertificates('IP:192.0.2.9');
    const upload = { Host: '192.0.2.9', ClientCert: client.cert, ClientKey: client.key, CA: ca };
    const pem = `-----BEGIN PRIVATE KEY-----\n${CANARIES.refusedCertificate}\n-----END PRIVATE KEY-----\n`;
    await this.ask(AGENT, 'PUT /certificate/192.0.2.9', upload);
    await ask('PUT /certificate/192.0.2.9', { ...upload, ClientKey: pem });
    await this.world.ping({ Secret: CANARIES.pingField }, { headers: AGENT });
    await ask(`PUT ${CATALOG}/image/more`, { Plan: '1', Credentials: { p: CANARIES.imageCredentials } });
    await ask(`PUT ${CATALOG}/image/more`, { Plan: '1', Credentials: CANARIES.refusedImage });
    const { services } = JSON.parse((await ask(`GET ${CATALOG}/services`)).text) as { services: object[] };
    const added = { name: 'doc', plan: '1', credentials: { p: CANARIES.documentCredentials } };
    await ask(`PUT ${CATALOG}/services`, { services: [...services, added] });
    await ask(`PUT ${CATALOG}/services`, {
      services: [{ ...added, environment: { 'A B': CANARIES.refusedDocument } }],
    });
    await ask('PUT /admin/registries/r.test', { username: 'puller', password: CANARIES.registryPassword });
    await ask('PUT /admin/registries/r.test', { username: 7, password: CANARIES.refusedRegistry });
  }

  async intrude(): Promise<void> {
    await this.ask({ authorization: basic('cf', CANARIES.wrongPassword) }, 'GET /v2/catalog');
    await this.ask({ authorization: `Bearer ${CANARIES.wrongToken}` }, 'GET /v2/catalog');
    await this.ask({ authorization: basic('cf', CANARIES.formerPassword) }, 'GET /v2/catalog');
    await this.ask(PLATFORM, 'GET /admin/orphans');
    await this.ask(PLATFORM, `GET /v2/nothing?password=${CANARIES.query}`);
    await this.ask(PLATFORM, `GET /v2/nothing/${CANARIES.path}`);
    await this.ask(PLATFORM, `PUT ${pathOf('x')}`, `{"password": "${CANARIES.badBody}`);
  }

  async order(): Promise<void> {
    const ask = (request: string, body?: unknown): Promise<Heard> => this.ask(PLATFORM, request, body);
    const wait = '?accepts_incomplete=true';
    const parameters = { p: CANARIES.provisionParameter, size: CANARIES.environmentParameter };
    const context = { instance_name: 'n', secret: CANARIES.provisionContext };
    await ask(`PUT ${pathOf('i')}${wait}`, { ...ORDER, parameters, context, secret: CANARIES.unknownField });
    await ask(`PUT ${pathOf('i')}${wait}`, { ...ORDER, parameters: { p: CANARIES.provisionParameter } });
    await ask(`PATCH ${pathOf('i')}${wait}`, { ...orderOf('redis'), parameters: { q: CANARIES.updateParameter } });
    const bound = { app_guid: 'a', secret: CANARIES.bindResource };
    const terms = { context: { secret: CANARIES.bindContext }, parameters: { p: CANARIES.bindParameter } };
    await ask(`PUT ${pathOf('i', 'b')}${wait}`, { ...orderOf('redis'), bind_resource: bound, ...terms });
    await ask(`GET ${pathOf('i', 'b')}`);
    await ask(`PUT ${pathOf('i', 'f')}${wait}`, { ...orderOf('redis'), parameters: { fail: CANARIES.bindParameter } });
    await ask(`GET ${pathOf('i', 'f')}/last_operation`);
    await ask(`PUT ${pathOf('g')}${wait}`, { ...ORDER, parameters: { garbage: true } });
    await ask(`GET ${pathOf('g')}/last_operation`);
    const drain = `syslog://u:${CANARIES.refusedDrain}@logs.test:514`;
    await ask(`PUT ${pathOf('d')}${wait}`, { ...ORDER, parameters: { syslog_drain: drain } });
    await ask(`PUT ${pathOf('s')}${wait}`, { ...ORDER, ...orderOf('static') });
    await ask(`PUT ${pathOf('s', 'sb')}`, { ...orderOf('static'), bind_resource: { route: 'app.test' } });
    await ask('GET /v2/catalog');
    await ask(`GET ${pathOf('i')}`);
    await ask(`GET ${pathOf('i')}/last_operation`);
    this.speak();
  }

  async leave(): Promise<void> {
    await this.ask(PLATFORM, `DELETE ${pathOf('i', 'b')}?${IDS}`);
    await this.ask(PLATFORM, `DELETE ${pathOf('i')}?${IDS}`);
  }

  /** The service itself tells its log what it was given. */
  private speak(): void {
    const container = this.world.docker.containers(ENDPOINT).find(({ name }) => name === 'osb-i');
    const { planEnvironment, provisionParameter, updateParameter, bindOutput } = CANARIES;
    const line = `2026-01-01T00:00:00Z config ${[planEnvironment, provisionParameter, updateParameter, bindOutput].join(' ')}`;
    this.world.docker.writeLog(ENDPOINT, container?.containerId ?? '', line);
  }
}

/** Scripts that print what they should, and complain of everything that they know. */
export function playCanaries(world: World, logins: string[]): void {
  const given = (environment: Readonly<Record<string, string>>): string => Object.values(environment).join(' ');
  world.play({
    '/provision': ({ stdin, environment }): Partial<ExecOutcome> => ({
      stdout: stdin.includes('garbage')
        ? CANARIES.garbageOutput
        : JSON.stringify({ dashboard_url: `http://u:${CANARIES.provisionOutput}@h` }),
      stderr: `${CANARIES.provisionComplaint} ${given(environment)} ${stdin}`,
    }),
    '/update': ({ stdin }) => ({ stderr: `${CANARIES.updateComplaint} ${stdin}` }),
    '/bind': ({ environment, stdin }): Partial<ExecOutcome> => {
      logins.push(environment['PASSWORD'] ?? '');
      const trace = `+ create_user ${given(environment)} ${stdin}`;
      if (stdin.includes('fail')) return { exitCode: 1, stdout: CANARIES.failedOutput, stderr: trace };
      const stdout = JSON.stringify({ password: environment['PASSWORD'], token: CANARIES.bindOutput });
      return { stdout, stderr: `${CANARIES.bindComplaint} ${trace}` };
    },
    '/unbind': ({ environment }) => ({ stderr: `${CANARIES.unbindComplaint} ${given(environment)}` }),
    '/deprovision': ({ stdin }) => ({ stderr: `${CANARIES.deprovisionComplaint} ${stdin}` }),
  });
}
