import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { askEngine } from '../engine.js';
import { findFreePorts } from '../free-ports.js';
import { OsbClient } from '../osb-client.js';
import { pollUntil } from '../poll-until.js';
import { Program } from '../program.js';
import { ClusterBroker } from './cluster-broker.js';
import { ClusterDatabase, OWN_CONNECTIONS } from './cluster-database.js';
import type { ClusterDatabaseKind } from './cluster-database.js';
import type { ClusterHost } from './cluster-host.types.js';
import { writeConfig } from './write-config.js';

type Environment = Readonly<Record<string, string>>;

export interface ClusterOptions {
  readonly brokers: number;
  readonly database: ClusterDatabaseKind;
  readonly host: ClusterHost;
  readonly environment?: Environment;
}

export interface Guest {
  readonly port: number;
  readonly program: Program;
}

/** How each of its brokers is started. */
interface Start {
  readonly args: readonly string[];
  readonly env: Environment & { readonly DATA_DIR: string };
}

export const LEASE_SECONDS = 2;
/** Connections of each broker to its database, at most. */
const POOL_SIZE = 10;
const KEEP_ALIVE_SECONDS = 3_600;
const BROKER_PORTS = { min: 10_000, max: 19_999 };

/** Brokers as processes of their own on one database and one Docker host, all of them this machine's. */
export class Cluster {
  private constructor(
    readonly brokers: readonly ClusterBroker[],
    readonly database: ClusterDatabase,
    readonly host: ClusterHost,
    private readonly setting: Start,
  ) {}

  /** They serve, and know the host. Whatever fails leaves nothing behind, and closes the host. */
  static async start(options: ClusterOptions): Promise<Cluster> {
    const folder = mkdtempSync(join(tmpdir(), 'osb-cluster-'));
    const database = await ClusterDatabase.open(options.database, folder).catch(async (error: unknown) => {
      await options.host.close();
      throw error;
    });
    const { min } = await findFreePorts(options.brokers, BROKER_PORTS);
    const shared = { ...commonSettings(folder), ...database.environment, ...options.environment };
    const args = ['-config', writeConfig(folder)];
    const brokers = Array.from({ length: options.brokers }, (_, index) =>
      toBroker(`broker ${index + 1}`, min + index, { args, env: shared }),
    );
    const cluster = new Cluster(brokers, database, options.host, { args, env: shared });
    try {
      for (const broker of brokers) broker.start();
      await Promise.all(brokers.map((broker) => broker.waitUntilUp()));
      await cluster.ping();
      return cluster;
    } catch (error) {
      await cluster.remove();
      throw error;
    }
  }

  get ports(): readonly number[] {
    return this.brokers.map(({ port }) => port);
  }

  /** To the database, ours included. */
  get mostConnections(): number {
    return this.brokers.length * POOL_SIZE + OWN_CONNECTIONS;
  }

  get kills(): number {
    return this.brokers.reduce((sum, { kills }) => sum + kills, 0);
  }

  get pauses(): number {
    return this.brokers.reduce((sum, { pauses }) => sum + pauses, 0);
  }

  /** As an agent says that its host is there. */
  async ping(): Promise<void> {
    const { dockerHost, dockerPort, ports } = this.host;
    const body = {
      ServiceHost: '127.0.0.1',
      DockerHost: dockerHost,
      DockerPort: dockerPort,
      IsActive: true,
      PerfFactor: 1,
      KeepAlive: KEEP_ALIVE_SECONDS,
      Portbind_min: ports.min,
      Portbind_max: ports.max,
    };
    const clients = this.ports.map((port) => new OsbClient(port));
    await pollUntil('a ping to be taken', async () => {
      const answers = await Promise.all(clients.map((client) => client.request('POST', '/ping', body)));
      return answers.every(({ status }) => status === 200);
    });
  }

  /** One more broker, which nobody replaces when it ends. Whoever starts it sees to its end. */
  async startGuest(environment: Environment): Promise<Guest> {
    const { min: port } = await findFreePorts(1, BROKER_PORTS);
    const { args, env } = this.setting;
    return {
      port,
      program: new Program('broker', { args, env: { ...env, ...environment, VCAP_APP_PORT: String(port) } }),
    };
  }

  linesAbout(text: string): readonly string[] {
    return this.brokers.flatMap((broker) => broker.linesAbout(text)).sort(byTime);
  }

  async remove(): Promise<void> {
    await Promise.all(this.brokers.map((broker) => broker.stop()));
    await this.database.close();
    await this.host.close();
    await askEngine('DELETE', `/networks/${networkOf(this.setting.env.DATA_DIR)}`).catch(() => undefined);
    rmSync(this.setting.env.DATA_DIR, { recursive: true, force: true });
  }
}

function toBroker(name: string, port: number, { args, env }: Start): ClusterBroker {
  const own = { ...env, VCAP_APP_PORT: String(port) };
  return new ClusterBroker(name, port, () => new Program('broker', { args, env: own }));
}

function commonSettings(folder: string): Environment & { readonly DATA_DIR: string } {
  return {
    DATA_DIR: folder,
    BROKER_DOCKER_NETWORKNAME: networkOf(folder),
    BROKER_DOCKER_PULL: 'never',
    BROKER_OPERATIONS_LEASESECONDS: String(LEASE_SECONDS),
    BROKER_PERSISTER_POOLSIZE: String(POOL_SIZE),
  };
}

function networkOf(folder: string): string {
  return basename(folder);
}

/** Log lines begin with their time. */
function byTime(one: string, other: string): number {
  return one < other ? -1 : 1;
}
