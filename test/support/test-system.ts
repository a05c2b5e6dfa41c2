import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askEngine, removeLeftovers, SOCKET_PATH } from './engine.js';
import { findFreePort, findFreePorts } from './free-ports.js';
import type { PortRange } from './free-ports.js';
import { OsbClient } from './osb-client.js';
import { Program } from './program.js';

const PORTS = 40;

type Environment = Readonly<Record<string, string>>;

export interface SystemOptions {
  /** In place of the file that we ship. */
  readonly brokerFile?: string;
  readonly brokerEnv?: Environment;
  readonly ports?: PortRange;
}

export interface AgentOptions {
  /** In place of the file that we ship, with the settings of this system. */
  readonly file?: string;
  readonly env?: Environment;
  readonly flags?: readonly string[];
}

/** Broker and agent as processes, with a folder, ports and a network of their own, on the real engine. */
export class TestSystem {
  readonly client: OsbClient;
  readonly #folder = mkdtempSync(join(tmpdir(), 'docker-broker-'));
  readonly #network = `osb-test-${randomUUID().slice(0, 8)}`;
  readonly #instanceIds: string[] = [];
  readonly #programs: Program[] = [];
  #broker: Program | undefined;

  private constructor(
    readonly brokerPort: number,
    readonly ports: PortRange,
    private readonly options: SystemOptions,
  ) {
    this.client = new OsbClient(brokerPort);
  }

  /** Nothing runs yet. */
  static async prepare(options: SystemOptions = {}): Promise<TestSystem> {
    return new TestSystem(await findFreePort(), options.ports ?? (await findFreePorts(PORTS)), options);
  }

  /** A broker that serves, and an agent that it knows. */
  static async start(options: SystemOptions = {}): Promise<TestSystem> {
    const system = await TestSystem.prepare(options);
    try {
      await system.startBroker();
      await system.startAgent();
      return system;
    } catch (error) {
      await system.remove();
      throw error;
    }
  }

  get broker(): Program {
    if (this.#broker === undefined) throw new Error('The broker has not been started.');
    return this.#broker;
  }

  /** On the same folder and port as the one before. */
  async startBroker(): Promise<Program> {
    const broker = this.launchBroker();
    await broker.said('listening');
    return broker;
  }

  /** Without waiting for anything. */
  launchBroker(env: Environment = {}): Program {
    const file = this.options.brokerFile ?? 'config/broker.config';
    const own = {
      DATA_DIR: this.#folder,
      VCAP_APP_PORT: String(this.brokerPort),
      BROKER_DOCKER_NETWORKNAME: this.#network,
      BROKER_DOCKER_PULL: 'never',
      // Services of tests use far less than their plans reserve, on machines of any size.
      BROKER_DOCKER_MEMORYSHARE: '100',
      BROKER_OPERATIONS_LEASESECONDS: '2',
    };
    this.#broker = this.#launch('broker', ['-config', file], { ...own, ...this.options.brokerEnv, ...env });
    return this.#broker;
  }

  async startAgent(options: AgentOptions = {}): Promise<Program> {
    const agent = this.launchAgent(options);
    await agent.said('broker connected');
    return agent;
  }

  launchAgent({ file, env = {}, flags = [] }: AgentOptions = {}): Program {
    const broker = { host: '127.0.0.1', port: this.brokerPort, user: 'admin', password: 'admin' };
    const own = { AGENT_BROKERSERVERS: JSON.stringify([broker]), ...(file === undefined ? this.#hostSettings() : {}) };
    return this.#launch('agent', ['-config', file ?? 'config/agent.config', ...flags], { ...own, ...env });
  }

  #hostSettings(): Environment {
    return {
      AGENT_SERVICEAGENT_DOCKERHOST: `unix://${SOCKET_PATH}`,
      AGENT_SERVICEAGENT_KEEPALIVE: '1',
      AGENT_SERVICEAGENT_PORTBIND_MIN: String(this.ports.min),
      AGENT_SERVICEAGENT_PORTBIND_MAX: String(this.ports.max),
    };
  }

  /** What the engine holds of it goes with the system, whatever the test did. */
  newInstanceId(): string {
    const instanceId = randomUUID();
    this.#instanceIds.push(instanceId);
    return instanceId;
  }

  /** One that is there to be used. */
  async newInstance(service: string): Promise<string> {
    const instanceId = this.newInstanceId();
    const { status, body } = await this.client.provision(instanceId, service);
    if (status !== 201) throw new Error(`There is no instance of ${service}: ${status} ${JSON.stringify(body)}`);
    return instanceId;
  }

  /** Where the broker keeps its files. */
  get folder(): string {
    return this.#folder;
  }

  async remove(): Promise<void> {
    await Promise.all(this.#programs.map((program) => program.stop('SIGKILL')));
    for (const instanceId of this.#instanceIds) await removeLeftovers(instanceId);
    await askEngine('DELETE', `/networks/${this.#network}`);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #launch(name: 'broker' | 'agent', args: readonly string[], env: Environment): Program {
    const program = new Program(name, { args, env });
    this.#programs.push(program);
    return program;
  }
}
