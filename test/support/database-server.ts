import { randomUUID } from 'node:crypto';
import { DockerodeDockerDriver } from '#docker-driver';
import type { DockerEndpoint, ExecOutcome } from '#docker-driver';
import { askEngine, SOCKET_PATH } from './engine.js';
import { findFreePorts } from './free-ports.js';
import { pollUntil } from './poll-until.js';

type Environment = Readonly<Record<string, string>>;
type Service = 'postgresql' | 'mysql';

/** Where a database is, as `persister` and the stores' options name it. */
export interface DatabaseLogin {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

const CONTAINER_PORT: Readonly<Record<Service, number>> = { postgresql: 5432, mysql: 3306 };
const DATA: Readonly<Record<Service, string>> = { postgresql: '/var/lib/postgresql/data', mysql: '/var/lib/mysql' };
const MEMORY_BYTES = 512 * 1024 * 1024;
const STOP_GRACE_SECONDS = 20;
const endpoint: DockerEndpoint = { kind: 'unix', socketPath: SOCKET_PATH };

/** What a broker is told that keeps its things there. */
export function environmentOf(driver: string, login: DatabaseLogin): Record<string, string> {
  return {
    BROKER_PERSISTER_DRIVER: driver,
    BROKER_PERSISTER_HOST: login.host,
    BROKER_PERSISTER_PORT: String(login.port),
    BROKER_PERSISTER_USER: login.user,
    BROKER_PERSISTER_PASSWORD: login.password,
    BROKER_PERSISTER_DATABASE: login.database,
  };
}

/** A database for ourselves, in a container of the image that we ship for others. */
export class DatabaseServer {
  readonly #driver = new DockerodeDockerDriver();
  readonly #id = randomUUID();
  #containerId = '';

  private constructor(
    private readonly service: Service,
    private readonly hostPort: number,
  ) {}

  static async start(service: Service): Promise<DatabaseServer> {
    const { min } = await findFreePorts(1);
    const server = new DatabaseServer(service, min);
    try {
      await server.#create();
      await server.resume();
      return server;
    } catch (error) {
      await server.remove();
      throw error;
    }
  }

  /** An empty one, with a login of its own. */
  async newDatabase(): Promise<DatabaseLogin> {
    const secret = randomUUID().replaceAll('-', '');
    const user = `u${secret.slice(0, 12)}`;
    const environment = { INSTANCE_ID: secret, BINDING_ID: secret, USERNAME: user, PASSWORD: secret };
    await this.#run('/provision', environment);
    const { database } = JSON.parse(await this.#run('/bind', environment)) as { database: string };
    return { host: '127.0.0.1', port: this.hostPort, user, password: secret, database };
  }

  async pause(): Promise<void> {
    await this.#driver.stopContainer(endpoint, this.#containerId, STOP_GRACE_SECONDS);
  }

  async resume(): Promise<void> {
    await this.#driver.startContainer(endpoint, this.#containerId);
    await pollUntil(`${this.service} to answer`, async () => (await this.#exec(['/healthy'], {})).exitCode === 0);
  }

  /** It stands still from now on: connections stay, answers do not come. */
  async freeze(): Promise<void> {
    await askEngine('POST', `/containers/${this.#containerId}/pause`);
  }

  async thaw(): Promise<void> {
    await askEngine('POST', `/containers/${this.#containerId}/unpause`);
  }

  /** `kill -9`, and a start at once: what was committed must be there again. */
  async crash(): Promise<void> {
    await askEngine('POST', `/containers/${this.#containerId}/kill?signal=KILL`);
    await this.resume();
  }

  /** Which of these texts, of one line each, stand in any of its files: tables and journals as they lie on the disk. */
  async search(texts: readonly string[]): Promise<string> {
    const grep = 'LC_ALL=C grep -rhaoF --devices=skip -f /dev/stdin "$0" | sort -u';
    const { exitCode, stdout, stderr } = await this.#exec(['sh', '-c', grep, DATA[this.service]], {}, texts.join('\n'));
    if (exitCode !== 0) throw new Error(`The files of ${this.service} cannot be read: ${stderr}`);
    return stdout;
  }

  /** With its volumes. */
  async remove(): Promise<void> {
    if (this.#containerId !== '') await this.#driver.removeContainer(endpoint, this.#containerId);
    this.#driver.close();
  }

  async #create(): Promise<void> {
    this.#containerId = await this.#driver.createContainer(endpoint, {
      name: `docker-broker-test-${this.service}-${this.#id}`,
      imageRef: `docker-broker/${this.service}`,
      labels: { 'docker-broker.test': this.#id },
      environment: {},
      ports: [{ port: CONTAINER_PORT[this.service], protocol: 'tcp', hostPort: this.hostPort, hostIp: '127.0.0.1' }],
      volumes: [],
      networkName: 'bridge',
      capabilities: [],
      memoryBytes: MEMORY_BYTES,
      pidsLimit: 512,
    });
  }

  async #run(script: string, environment: Environment): Promise<string> {
    const { exitCode, stdout, stderr } = await this.#exec([script], environment);
    if (exitCode !== 0) throw new Error(`${script} of ${this.service} failed: ${stderr}`);
    return stdout;
  }

  async #exec(command: readonly string[], environment: Environment, stdin = '{}'): Promise<ExecOutcome> {
    const execId = await this.#driver.createExec(endpoint, this.#containerId, { command, environment });
    return this.#driver.runExec(endpoint, execId, { stdin, timeoutMs: 60_000, maxOutputBytes: 65_536 });
  }
}
