import { execFile, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { askEngine, SOCKET_PATH } from './engine.js';
import { findFreePort, findFreePorts } from './free-ports.js';
import { OsbClient } from './osb-client.js';

const ROOT = join(import.meta.dirname, '../..');
const PORTS = 20;
const execute = promisify(execFile);

export interface ContainerState {
  readonly status: string;
  readonly exitCode: number;
  readonly health: string | undefined;
  readonly user: string;
}

interface Inspected {
  readonly Config: { readonly User: string };
  readonly State: {
    readonly Status: string;
    readonly ExitCode: number;
    readonly Health?: { readonly Status: string };
  };
}

/** docker-compose.yml under a name of its own, on ports and a network that nobody else uses. */
export class ComposeProject {
  readonly client: OsbClient;
  readonly #name = `docker-broker-test-${randomUUID().slice(0, 8)}`;
  readonly #env: NodeJS.ProcessEnv;

  private constructor(port: number, ports: { readonly min: number; readonly max: number }) {
    this.client = new OsbClient(port);
    this.#env = {
      ...process.env,
      PORT: String(port),
      PORTBIND_MIN: String(ports.min),
      PORTBIND_MAX: String(ports.max),
      TENANT_NETWORK: this.#name,
      DOCKER_HOST: `unix://${SOCKET_PATH}`,
      DOCKER_SOCKET: SOCKET_PATH,
      DOCKER_GID: String(statSync(SOCKET_PATH).gid),
    };
  }

  /** With the images that `npm run images` has made. */
  static async up(): Promise<ComposeProject> {
    const project = new ComposeProject(await findFreePort(), await findFreePorts(PORTS));
    try {
      await project.compose('up', '--detach', '--no-build');
      return project;
    } catch (error) {
      await project.remove();
      throw error;
    }
  }

  async compose(...args: readonly string[]): Promise<void> {
    const [program, ...first] = composeCommand();
    await execute(program, [...first, '--project-name', this.#name, ...args], { cwd: ROOT, env: this.#env });
  }

  /** As a crash does: at once, and nobody starts it again. */
  async kill(service: string): Promise<void> {
    await askEngine('POST', `/containers/${await this.#find(service)}/kill?signal=KILL`);
  }

  async look(service: string): Promise<ContainerState> {
    const { body } = await askEngine('GET', `/containers/${await this.#find(service)}/json`);
    const { Config, State } = body as Inspected;
    return { status: State.Status, exitCode: State.ExitCode, health: State.Health?.Status, user: Config.User };
  }

  /** How many containers, volumes and networks of this project the engine knows. */
  async count(): Promise<readonly number[]> {
    const filter = this.#filter();
    const containers = (await askEngine('GET', `/containers/json?all=1&${filter}`)).body as unknown[];
    const volumes = (await askEngine('GET', `/volumes?${filter}`)).body as { Volumes: unknown[] | null };
    const networks = (await askEngine('GET', `/networks?${filter}`)).body as unknown[];
    return [containers.length, volumes.Volumes?.length ?? 0, networks.length];
  }

  /** Instances that were ordered and not given back are not part of it. */
  async remove(): Promise<void> {
    await this.compose('down', '--volumes', '--timeout', '1');
  }

  /** The network of the instances, once there are none. */
  async removeTenantNetwork(): Promise<void> {
    await askEngine('DELETE', `/networks/${this.#name}`);
  }

  async #find(service: string): Promise<string> {
    const { body } = await askEngine('GET', `/containers/json?all=1&${this.#filter(service)}`);
    const [container] = body as { Id: string }[];
    if (container === undefined) throw new Error(`There is no container of ${service}.`);
    return container.Id;
  }

  #filter(service?: string): string {
    const label = [`com.docker.compose.project=${this.#name}`];
    if (service !== undefined) label.push(`com.docker.compose.service=${service}`);
    return `filters=${encodeURIComponent(JSON.stringify({ label }))}`;
  }
}

/** The plug-in where there is one, else the program that Debian brings. */
function composeCommand(): readonly [string, ...string[]] {
  const isPlugin = spawnSync('docker', ['compose', 'version']).status === 0;
  return isPlugin ? ['docker', 'compose'] : ['docker-compose'];
}
