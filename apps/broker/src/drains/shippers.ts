import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import {
  type ContainerInfo,
  DockerDriver,
  type DockerEndpoint,
  type ExecOutcome,
  ImageMissingError,
} from '#docker-driver';
import { Installation } from '#persistence';
import { BrokerConfig } from '../config/broker-config.types.js';
import { toShipperLabels } from '../operations/container-labels.types.js';
import { ImagePuller } from '../registries/image-puller.port.js';
import { DrainError } from './drains.errors.js';
import { OWN_SHIPPER } from './own-shipper.types.js';
import { CONTAINERS_PATH, type ShipperSettings, STATE_PATH } from './render-shipper-config.js';

const ADVICE = 'Make it there with "npm run images", or name one in drains.image that the host can pull.';
const MEMORY_BYTES = 256 * 1024 * 1024;
const EXEC_TIMEOUT_MS = 30_000;
const PULL_TIMEOUT_MS = 300_000;
const MAX_OUTPUT_BYTES = 4 * 1024 * 1024;
const STOP_GRACE_SECONDS = 10;

/** The container on a host that sends logs to drains: one for each installation. Every effect may be repeated. */
@Injectable()
export class Shippers {
  constructor(
    private readonly docker: DockerDriver,
    private readonly puller: ImagePuller,
    private readonly installation: Installation,
    private readonly config: BrokerConfig,
  ) {}

  find(endpoint: DockerEndpoint): Promise<ContainerInfo | undefined> {
    return this.docker.findContainer(endpoint, this.name);
  }

  /** A running shipper of the present image. One of an older image gives way; what it has kept is kept. */
  async ensure(endpoint: DockerEndpoint, found: ContainerInfo | undefined): Promise<string> {
    const labels = toShipperLabels(this.installation.installationId, await this.findImage(endpoint));
    const isPresent = Object.entries(labels).every(([name, value]) => found?.labels[name] === value);
    if (found !== undefined && isPresent && found.state === 'running') return found.containerId;
    if (found !== undefined && !isPresent) await this.end(endpoint, found);
    await this.docker.ensureNetwork(endpoint, this.networkName);
    const containerId = isPresent && found !== undefined ? found.containerId : await this.create(endpoint, labels);
    await this.docker.startContainer(endpoint, containerId);
    return containerId;
  }

  async remove(endpoint: DockerEndpoint, shipper: ContainerInfo): Promise<void> {
    await this.end(endpoint, shipper);
    await this.docker.removeVolume(endpoint, this.name);
  }

  async readStatus(endpoint: DockerEndpoint, containerId: string): Promise<string> {
    return (await this.run(endpoint, containerId, '/status')).stdout;
  }

  async configure(endpoint: DockerEndpoint, containerId: string, config: string): Promise<void> {
    const { exitCode, stderr } = await this.run(endpoint, containerId, '/configure', config);
    if (exitCode !== 0)
      throw new DrainError(`The log shipper does not take its configuration (${exitCode}): ${stderr}`);
  }

  /** Read anew each time: a certificate may have been renewed. */
  async readSettings(): Promise<ShipperSettings> {
    const { bufferMegabytes, caFile } = this.config.drains;
    return { bufferMegabytes, ca: caFile === '' ? '' : await readFile(caFile, 'utf8') };
  }

  private async end(endpoint: DockerEndpoint, { containerId }: ContainerInfo): Promise<void> {
    await this.docker.stopContainer(endpoint, containerId, STOP_GRACE_SECONDS);
    await this.docker.removeContainer(endpoint, containerId);
  }

  private async create(endpoint: DockerEndpoint, labels: Readonly<Record<string, string>>): Promise<string> {
    await this.docker.ensureVolume(endpoint, { volumeName: this.name, labels });
    return this.docker.createLogShipper(endpoint, {
      name: this.name,
      imageRef: this.config.drains.image,
      labels,
      networkName: this.networkName,
      memoryBytes: MEMORY_BYTES,
      volume: { volumeName: this.name, path: STATE_PATH },
      containersPath: CONTAINERS_PATH,
    });
  }

  /** Its content id. */
  private async findImage(endpoint: DockerEndpoint): Promise<string> {
    const { drains, docker } = this.config;
    const options = { onProgress: () => undefined, timeoutMs: PULL_TIMEOUT_MS };
    let image = await this.docker.findImage(endpoint, drains.image);
    if (image === undefined && docker.pull === 'missing' && drains.image !== OWN_SHIPPER) {
      await this.puller.pull(endpoint, drains.image, options);
      image = await this.docker.findImage(endpoint, drains.image);
    }
    if (image === undefined) throw new ImageMissingError(`No such image: ${drains.image}. ${ADVICE}`);
    return image.imageId;
  }

  private async run(endpoint: DockerEndpoint, containerId: string, script: string, stdin = ''): Promise<ExecOutcome> {
    const execId = await this.docker.createExec(endpoint, containerId, { command: [script], environment: {} });
    const options = { stdin, timeoutMs: EXEC_TIMEOUT_MS, maxOutputBytes: MAX_OUTPUT_BYTES };
    return this.docker.runExec(endpoint, execId, options);
  }

  private get networkName(): string {
    return `${this.config.docker.networkName}-drains`;
  }

  private get name(): string {
    const { installationId } = this.installation;
    return `osb-log-shipper-${createHash('sha256').update(installationId).digest('hex').slice(0, 12)}`;
  }
}
