import type { AdmitsAddress } from './checked-lookup.js';
import { DockerDriver } from './docker-driver.port.js';
import type {
  ContainerChange,
  ContainerInfo,
  ContainerSpec,
  ContainerSummary,
  DockerEndpoint,
  EngineInfo,
  ExecOutcome,
  ExecSpec,
  ExecState,
  FollowLogOptions,
  ImageInfo,
  Labelled,
  NewVolume,
  LogLine,
  LogQuery,
  LogShipperSpec,
  PullOptions,
  RunExecOptions,
} from './docker-driver.port.js';
import * as containers from './dockerode-containers.js';
import { describeEngine } from './dockerode-engine.js';
import * as execs from './dockerode-execs.js';
import * as images from './dockerode-images.js';
import { createLogShipper } from './dockerode-log-shipper.js';
import * as logs from './dockerode-logs.js';
import { ensureNetwork } from './dockerode-networks.js';
import * as volumes from './dockerode-volumes.js';
import { EngineClients } from './engine-clients.js';
import { SharedCalls } from './shared-calls.js';

type Signal = AbortSignal;

/**
 * The port over dockerode. Works from API 1.41 on (see choose-api-version.ts). Time limits, unless the caller gives one:
 * connecting 3 s, inspecting and listing 10 s, creating and changing 12 s, starting, stopping and removing 30 s, a stop's grace on top.
 */
export class DockerodeDockerDriver extends DockerDriver {
  readonly #clients: EngineClients;
  readonly #shared = new SharedCalls();

  /**
   * @param admits where names of hosts may lead; anywhere unless said
   */
  constructor(admits: AdmitsAddress = () => true) {
    super();
    this.#clients = new EngineClients(admits);
  }

  /** Calls under way end in peace, idle connections are closed. The driver stays usable: it opens new ones. */
  close(): void {
    this.#clients.close();
  }

  override async describeEngine(endpoint: DockerEndpoint): Promise<EngineInfo> {
    return describeEngine(this.#clients.for(endpoint));
  }

  override async findImage(endpoint: DockerEndpoint, imageRef: string): Promise<ImageInfo | undefined> {
    const docker = this.#clients.for(endpoint);
    return this.#shared.run(docker, `image ${imageRef}`, () => images.findImage(docker, imageRef));
  }

  override async pullImage(endpoint: DockerEndpoint, imageRef: string, options: PullOptions): Promise<void> {
    return images.pullImage(this.#clients.for(endpoint), imageRef, options);
  }

  override async ensureNetwork(endpoint: DockerEndpoint, networkName: string): Promise<void> {
    const docker = this.#clients.for(endpoint);
    return this.#shared.run(docker, `network ${networkName}`, () => ensureNetwork(docker, networkName));
  }

  override async ensureVolume(endpoint: DockerEndpoint, volume: NewVolume, signal?: Signal): Promise<void> {
    return volumes.ensureVolume(this.#clients.for(endpoint), volume, signal);
  }

  override async removeVolume(endpoint: DockerEndpoint, volumeName: string, signal?: Signal): Promise<void> {
    return volumes.removeVolume(this.#clients.for(endpoint), volumeName, signal);
  }

  override async listVolumes(endpoint: DockerEndpoint, label: string): Promise<readonly Labelled[]> {
    return volumes.listVolumes(this.#clients.for(endpoint), label);
  }

  override async createContainer(endpoint: DockerEndpoint, spec: ContainerSpec, signal?: Signal): Promise<string> {
    return containers.createContainer(this.#clients.for(endpoint), spec, signal);
  }

  override async createLogShipper(endpoint: DockerEndpoint, spec: LogShipperSpec): Promise<string> {
    return createLogShipper(this.#clients.for(endpoint), spec);
  }

  override async findContainer(endpoint: DockerEndpoint, nameOrId: string): Promise<ContainerInfo | undefined> {
    return containers.findContainer(this.#clients.for(endpoint), nameOrId);
  }

  override async listContainers(endpoint: DockerEndpoint, label?: string): Promise<readonly ContainerSummary[]> {
    return containers.listContainers(this.#clients.for(endpoint), label);
  }

  override async updateContainer(
    endpoint: DockerEndpoint,
    containerId: string,
    change: ContainerChange,
  ): Promise<void> {
    return containers.updateContainer(this.#clients.for(endpoint), containerId, change);
  }

  override async startContainer(endpoint: DockerEndpoint, containerId: string): Promise<void> {
    return containers.startContainer(this.#clients.for(endpoint), containerId);
  }

  override async stopContainer(endpoint: DockerEndpoint, containerId: string, graceSeconds: number): Promise<void> {
    return containers.stopContainer(this.#clients.for(endpoint), containerId, graceSeconds);
  }

  override async removeContainer(endpoint: DockerEndpoint, containerId: string): Promise<void> {
    return containers.removeContainer(this.#clients.for(endpoint), containerId);
  }

  override async readLogTail(endpoint: DockerEndpoint, containerId: string, lines: number): Promise<string> {
    return containers.readLogTail(this.#clients.for(endpoint), containerId, lines);
  }

  override async readLog(endpoint: DockerEndpoint, containerId: string, query: LogQuery): Promise<readonly LogLine[]> {
    return logs.readLog(this.#clients.for(endpoint), containerId, query);
  }

  override async followLog(endpoint: DockerEndpoint, containerId: string, options: FollowLogOptions): Promise<void> {
    return logs.followLog(this.#clients.for(endpoint), containerId, options);
  }

  override async createExec(endpoint: DockerEndpoint, containerId: string, spec: ExecSpec): Promise<string> {
    return execs.createExec(this.#clients.for(endpoint), containerId, spec);
  }

  override async runExec(endpoint: DockerEndpoint, execId: string, options: RunExecOptions): Promise<ExecOutcome> {
    return execs.runExec(this.#clients.for(endpoint), execId, options);
  }

  override async findExec(endpoint: DockerEndpoint, execId: string): Promise<ExecState | undefined> {
    return execs.findExec(this.#clients.for(endpoint), execId);
  }
}
