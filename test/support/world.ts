import type { LoggerService } from '@nestjs/common';
import type { ExecOutcome } from '#docker-driver';
import { type DriverMethod, execOutcome, InMemoryDockerDriver, type ScriptedExec } from '#docker-driver/testing';
import { OperationStore } from '#persistence';
import { Gate } from '../../apps/broker/src/operations/testing/gate.js';
import { Database } from '../../libs/persistence/src/database/database.js';
import { pollUntil } from './poll-until.js';
import { type Answer, type RequestOptions, TestBroker } from './test-broker.js';

export const ENDPOINT = { kind: 'unix', socketPath: '/run/docker.sock' } as const;
const PING = {
  ServiceHost: '192.0.2.1',
  DockerHost: 'unix:///run/docker.sock',
  KeepAlive: 3_600,
  IsActive: true,
  Portbind_min: 20_000,
  Portbind_max: 20_099,
};
const TABLES = ['catalog', 'service_plan', 'docker_host', 'host_certificate', 'service_instance', 'service_binding'];
/** Columns that jobs write when they like: passes of the reconciler, and looks at images. */
const OF_JOBS = /^(?:reconcile|engine_|image_version$|revision$)/;
const PATIENCE_MS = 30_000;

/** What a plan of an image that exposes 6379 says, but for its scripts. */
export const REDIS = { name: 'redis', plan: '100' };
export const STATIC = {
  name: 'static',
  plan: '100',
  dashboardurl: { dashboard_url: 'http://$HOST:$PORT_6379' },
  credentials: { host: '$HOST', port: 6379, uri: 'redis://user:static-password@$HOST:$PORT_6379' },
};

export interface WorldParts {
  readonly images?: readonly object[];
  readonly env?: Readonly<Record<string, string>>;
  readonly dataDir?: string;
  readonly logger?: LoggerService;
  readonly docker?: InMemoryDockerDriver;
  /** Fields of the first ping; `null` for no ping at all. */
  readonly ping?: object | null;
}

type Script = (exec: ScriptedExec) => Partial<ExecOutcome> | Promise<Partial<ExecOutcome>>;

/** A broker, a Docker host that it knows of, and a platform that orders of it. */
export class World {
  private constructor(
    readonly broker: TestBroker,
    readonly docker: InMemoryDockerDriver,
  ) {}

  static async open(parts: WorldParts = {}): Promise<World> {
    const docker = parts.docker ?? new InMemoryDockerDriver();
    const broker = await TestBroker.start({
      docker,
      file: { services: { images: parts.images ?? [REDIS, STATIC] } },
      env: { BROKER_OPERATIONS_POLLHOLDSECONDS: '0', ...parts.env },
      ...(parts.dataDir === undefined ? {} : { dataDir: parts.dataDir }),
      ...(parts.logger === undefined ? {} : { logger: parts.logger }),
    });
    const world = new World(broker, docker);
    for (const image of ['redis', 'static']) world.addImage(image);
    if (parts.docker === undefined) world.play({});
    if (parts.ping !== null) await world.ping(parts.ping);
    return world;
  }

  addImage(imageRef: string, ...ports: readonly number[]): void {
    const exposedPorts = (ports.length === 0 ? [6379] : ports).map((port) => ({ port, protocol: 'tcp' as const }));
    this.docker.addImage(ENDPOINT, imageRef, { exposedPorts, volumes: ['/data'] });
  }

  /** Scripts by their names. Without one of its own, `/bind` prints the login that it got; others print nothing. */
  play(scripts: Readonly<Record<string, Script>>): void {
    this.docker.play(async (exec) => {
      const [name = ''] = exec.command;
      const script: Script = scripts[name] ?? (name === '/bind' ? printLogin : (): Partial<ExecOutcome> => ({}));
      return execOutcome(await script(exec));
    });
  }

  ping(fields: object = {}, options: RequestOptions = {}): Promise<Answer> {
    return this.broker.request('POST', '/ping', { body: { ...PING, ...fields }, ...options });
  }

  get(path: string): Promise<Answer> {
    return this.broker.request('GET', path);
  }

  provision(instanceId: string, changes: object = {}, query = '?accepts_incomplete=true'): Promise<Answer> {
    const body = { ...orderOf('redis'), organization_guid: 'org', space_guid: 'space', ...changes };
    return this.broker.request('PUT', `${pathOf(instanceId)}${query}`, { body });
  }

  bind(
    instanceId: string,
    bindingId: string,
    changes: object = {},
    query = '?accepts_incomplete=true',
  ): Promise<Answer> {
    const body = { ...orderOf('redis'), bind_resource: { app_guid: 'app' }, ...changes };
    return this.broker.request('PUT', `${pathOf(instanceId, bindingId)}${query}`, { body });
  }

  deprovision(instanceId: string, query = '&accepts_incomplete=true'): Promise<Answer> {
    return this.broker.request('DELETE', `${pathOf(instanceId)}?service_id=redis&plan_id=redis_100${query}`);
  }

  unbind(instanceId: string, bindingId: string, query = '&accepts_incomplete=true'): Promise<Answer> {
    const path = pathOf(instanceId, bindingId);
    return this.broker.request('DELETE', `${path}?service_id=redis&plan_id=redis_100${query}`);
  }

  /** The operation of a request that is answered before its work is done: `method` waits until then. */
  async accepted(method: DriverMethod, request: () => Promise<Answer>): Promise<string> {
    const gate = new Gate();
    this.docker.inject(method, { until: gate.opened });
    const answer = await request();
    gate.open();
    if (answer.status !== 202) throw new Error(`not accepted but answered with ${answer.status}`);
    return operationOf(answer);
  }

  lastOperation(path: string, operation?: string): Promise<Answer> {
    return this.get(`${path}/last_operation${operation === undefined ? '' : `?operation=${operation}`}`);
  }

  /** The last answer to polling, once it is not `in progress` any more. */
  endOf(path: string, operation?: string): Promise<Answer> {
    return pollUntil(
      `the end of the operation at ${path}`,
      async () => {
        const answer = await this.lastOperation(path, operation);
        return (answer.body as { state?: string }).state === 'in progress' ? undefined : answer;
      },
      PATIENCE_MS,
    );
  }

  /** Once nobody works on it any more: a creation that failed is told before it is undone. */
  async restOf(instanceId: string, bindingId?: string): Promise<void> {
    const operations = this.broker.app.get(OperationStore);
    await pollUntil(
      `the rest of ${instanceId}`,
      async () => (await operations.findLatest(instanceId, bindingId))?.state !== 'in progress',
      PATIENCE_MS,
    );
  }

  /** Everything that the broker has stored, but for operations and claims, as one text; or what these tables hold. */
  async dump(tables: readonly string[] = TABLES): Promise<string> {
    const database = this.broker.app.get(Database, { strict: false });
    const rows = await Promise.all(
      tables.map((table) => database.read((manager) => manager.query<unknown[]>('SELECT * FROM '.concat(table)))),
    );
    return JSON.stringify(rows, (column, value: unknown) => (OF_JOBS.test(column) ? undefined : value));
  }

  /** Everything that is in the database but the audit trail, where refusals are noted too, after their answers. */
  async dumpAll(): Promise<string> {
    const database = this.broker.app.get(Database, { strict: false });
    const tables = await database.read(({ dataSource }) =>
      Promise.resolve(
        dataSource.entityMetadatas.map(({ tableName }) => tableName).filter((table) => table !== 'audit_entry'),
      ),
    );
    return this.dump(tables);
  }

  /** As when the database's server goes away. */
  loseDatabase(): Promise<void> {
    return this.broker.app.get(Database, { strict: false }).close();
  }

  stop(): Promise<void> {
    return this.broker.stop();
  }
}

export function orderOf(service: string, plan = '100'): { readonly service_id: string; readonly plan_id: string } {
  return { service_id: service, plan_id: `${service}_${plan}` };
}

export function pathOf(instanceId: string, bindingId?: string): string {
  const path = `/v2/service_instances/${encodeURIComponent(instanceId)}`;
  return bindingId === undefined ? path : `${path}/service_bindings/${encodeURIComponent(bindingId)}`;
}

export function operationOf({ body }: Answer): string {
  return (body as { operation: string }).operation;
}

export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

function printLogin({ environment }: ScriptedExec): Partial<ExecOutcome> {
  const { USERNAME: username, PASSWORD: password, PORT_6379: port } = environment;
  return { stdout: JSON.stringify({ uri: `redis://${username ?? ''}:${password ?? ''}@$HOST:$PORT_6379`, port }) };
}
