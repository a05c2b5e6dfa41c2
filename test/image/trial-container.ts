import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { ContainerInfo, ContainerSpec, DockerDriver, DockerEndpoint, ImageInfo } from '#docker-driver';
import type { HostPorts } from '#persistence';
import { askEngine, SOCKET_PATH } from '../support/engine.js';
import { findFreePorts } from '../support/free-ports.js';
import { pollUntil } from '../support/poll-until.js';
import type { ContainerTraces, RunningProgram } from './judge-container.js';
import { toTrialSpec } from './to-trial-spec.js';

const GRACE_SECONDS = 10;
const LOG_LINES = 10_000;
const ENDPOINT: DockerEndpoint = { kind: 'unix', socketPath: SOCKET_PATH };

/** One container of the image, made as a broker makes it. Whatever happens, `remove` leaves nothing behind. */
export class TrialContainer {
  readonly endpoint = ENDPOINT;
  #containerId = '';

  private constructor(
    readonly docker: DockerDriver,
    private readonly spec: ContainerSpec,
    readonly info: ImageInfo,
    readonly ports: HostPorts,
  ) {}

  static async prepare(docker: DockerDriver, imageRef: string): Promise<TrialContainer> {
    const info = await docker.findImage(ENDPOINT, imageRef);
    if (info === undefined) throw new Error(`The engine has no image ${imageRef}.`);
    const { min } = await findFreePorts(Math.max(1, info.exposedPorts.length));
    const inOrder = info.exposedPorts.toSorted((a, b) => a.port - b.port);
    const ports = inOrder.map((port, index) => ({ ...port, hostPort: min + index }));
    const name = `image-test-${randomUUID().slice(0, 8)}`;
    return new TrialContainer(docker, toTrialSpec(name, { imageRef, info }, ports), info, ports);
  }

  get containerId(): string {
    return this.#containerId;
  }

  async create(): Promise<void> {
    await this.docker.ensureNetwork(ENDPOINT, this.spec.networkName);
    this.#containerId = await this.docker.createContainer(ENDPOINT, this.spec);
    await this.start();
  }

  start(): Promise<void> {
    return this.docker.startContainer(ENDPOINT, this.#containerId);
  }

  /** How it ended, and after how many seconds. */
  async stop(): Promise<{ readonly exitCode: number; readonly seconds: number }> {
    const startedAt = performance.now();
    await this.docker.stopContainer(ENDPOINT, this.#containerId, GRACE_SECONDS);
    const seconds = (performance.now() - startedAt) / 1_000;
    return { exitCode: (await this.inspect()).exitCode, seconds };
  }

  /** As a host that loses power would, then as it comes back. */
  async killAndStart(): Promise<void> {
    await askEngine('POST', `/containers/${this.#containerId}/kill`);
    await pollUntil('the end of the container', async () => (await this.inspect()).state === 'exited');
    await this.start();
  }

  async inspect(): Promise<ContainerInfo> {
    const container = await this.docker.findContainer(ENDPOINT, this.#containerId);
    if (container === undefined) throw new Error('The container is gone.');
    return container;
  }

  async listPrograms(): Promise<readonly RunningProgram[]> {
    const { body } = await askEngine('GET', `/containers/${this.#containerId}/top`);
    const { Titles, Processes } = body as { Titles: string[]; Processes: string[][] | null };
    const command = Titles.length - 1;
    return (Processes ?? []).map((columns) => ({ user: columns[0] ?? '', command: columns[command] ?? '' }));
  }

  /** All that a stranger with a look at the engine sees. */
  async readTraces(): Promise<ContainerTraces> {
    const { body } = await askEngine('GET', `/containers/${this.#containerId}/json`);
    return {
      environment: (body as { Config: { Env: string[] } }).Config.Env,
      log: await this.docker.readLogTail(ENDPOINT, this.#containerId, LOG_LINES),
      processes: (await this.listPrograms()).map(({ command }) => command),
    };
  }

  async remove(): Promise<void> {
    if (this.#containerId !== '') await this.docker.removeContainer(ENDPOINT, this.#containerId);
    for (const { volumeName } of this.spec.volumes) await this.docker.removeVolume(ENDPOINT, volumeName);
    await askEngine('DELETE', `/networks/${this.spec.networkName}`);
  }
}
