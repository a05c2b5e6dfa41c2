import { Injectable } from '@nestjs/common';
import {
  type ContainerInfo,
  type ContainerSpec,
  DockerDriver,
  NameTakenError,
  type PortTakenError,
  SizeUnsupportedError,
} from '#docker-driver';
import {
  type ClaimedOperation,
  type ContainerPortName,
  type HostPorts,
  type MadeContainer,
  ServiceInstanceStore,
} from '#persistence';
import { BrokerConfig } from '../../config/broker-config.types.js';
import { findOperationId } from '../container-labels.types.js';
import { NeverPossibleError, WorkBlockedError, WorkFailedError } from '../operations.errors.js';
import { isOurs } from './container-finder.js';
import { findDigest } from './find-digest.js';
import type { InstanceSite, InstanceTask } from './instance-site.js';
import { type LocalImage, versionOf } from './service-images.js';
import { toContainerSpec } from './to-container-spec.js';

/** Makes containers, and reserves the ports that they publish. Every effect may be repeated, by any broker. */
@Injectable()
export class ContainerFactory {
  constructor(
    private readonly docker: DockerDriver,
    private readonly instances: ServiceInstanceStore,
    private readonly config: BrokerConfig,
  ) {}

  /** Those that a container of this plan and image publishes; what else is claimed is for another one. */
  async claimPorts({ site, operation }: InstanceTask, image: LocalImage): Promise<HostPorts> {
    const defined = site.definition.ports?.map((port) => ({ port, protocol: 'tcp' as const }));
    const wanted = defined ?? image.info.exposedPorts;
    const isHeld = wanted.every((port) => site.ports.some((claim) => isFor(claim, port)));
    const held = isHeld
      ? site.ports
      : needRoom(await this.instances.claimPorts(operation.claim, operation.instanceId, wanted));
    return held.filter((claim) => wanted.some((port) => isFor(claim, port)));
  }

  /** Only one of the ports is taken, but engines do not always say which: the one that the message names, else the first. */
  async movePort({ claim, instanceId }: ClaimedOperation, ports: HostPorts, error: PortTakenError): Promise<HostPorts> {
    const named = ports.find(({ hostPort }) => new RegExp(`\\b${hostPort}\\b`).test(error.message));
    return needRoom(await this.instances.moveClaim(claim, instanceId, (named ?? ports[0])?.hostPort ?? 0));
  }

  /** What was reserved for another container alone is free again. */
  async keepPorts(
    { site, operation }: Pick<InstanceTask, 'site' | 'operation'>,
    container: { readonly ports: readonly ContainerPortName[] },
  ): Promise<void> {
    if (container.ports.length < site.ports.length)
      await this.instances.keepPorts(operation.claim, operation.instanceId, container.ports);
  }

  /** What containers on the host need. */
  prepare({ endpoint }: InstanceSite): Promise<void> {
    return this.docker.ensureNetwork(endpoint, this.config.docker.networkName);
  }

  remember({ operation }: InstanceTask, made: MadeContainer): Promise<void> {
    return this.instances.recordContainer(operation.claim, operation.instanceId, made);
  }

  /** The container of the instance, on a host that is prepared; for the caller to remember. */
  async make(
    task: InstanceTask,
    image: LocalImage,
    ports: HostPorts,
    changes: Pick<ContainerSpec, 'restart'> = {},
  ): Promise<MadeContainer> {
    const spec = { ...toContainerSpec(task, image, ports, this.config.docker), ...changes };
    return toMade(await this.createOrAdopt(task, spec), image, task.site, spec);
  }

  /**
   * A container of that name is ours by its labels, or a stranger's and left alone (failure-model rows 18 and 19). What
   * an earlier operation made is made again: the reconciler may be about to remove it, by its id (ADR 0018).
   */
  private async createOrAdopt({ site, operation, lease }: InstanceTask, spec: ContainerSpec): Promise<string> {
    const { endpoint } = site;
    await this.limitVolumes(site, spec, lease.expired);
    try {
      return await this.docker.createContainer(endpoint, spec, lease.expired);
    } catch (error) {
      if (!(error instanceof NameTakenError)) throw error;
    }
    const found = await this.docker.findContainer(endpoint, spec.name);
    if (found !== undefined) refuseStranger(found, site);
    if (found !== undefined && isMadeBy(found, operation) && publishes(found, spec)) return found.containerId;
    if (found !== undefined) await this.docker.removeContainer(endpoint, found.containerId);
    throw new WorkBlockedError('The container of an earlier try was in the way; it is made again.');
  }

  /**
   * Volumes that have a limit are made before their container, all others with it. A limit that would not be kept is none:
   * rather no instance than one that fills its host.
   */
  private async limitVolumes({ endpoint }: InstanceSite, spec: ContainerSpec, expired: AbortSignal): Promise<void> {
    try {
      for (const { volumeName, sizeBytes } of spec.volumes)
        if (sizeBytes !== undefined)
          await this.docker.ensureVolume(endpoint, { volumeName, sizeBytes, labels: spec.labels }, expired);
    } catch (error) {
      if (!(error instanceof SizeUnsupportedError)) throw error;
      throw new NeverPossibleError(
        'The Docker host cannot limit the size of a volume, as the plan wants.',
        error.message,
        error,
      );
    }
  }
}

/** What is to be remembered of a container. */
function toMade(
  containerId: string,
  { imageRef, info }: LocalImage,
  { definition }: Pick<InstanceSite, 'definition'>,
  { volumes }: ContainerSpec,
): MadeContainer {
  const volumePaths = volumes.map(({ path }) => path);
  const image = { imageId: info.imageId, imageDigest: findDigest(info.digests, imageRef) };
  return { containerId, ...image, imageVersion: versionOf(definition, info), volumePaths };
}

function isFor(claim: ContainerPortName, { port, protocol }: ContainerPortName): boolean {
  return claim.port === port && claim.protocol === protocol;
}

function needRoom(ports: HostPorts | 'no room'): HostPorts {
  if (ports === 'no room') throw new WorkFailedError('The Docker host has no free port left.');
  return ports;
}

function publishes(container: ContainerInfo, spec: ContainerSpec): boolean {
  return spec.ports.every(({ port, hostPort }) =>
    container.ports.some((published) => published.port === port && published.hostPort === hostPort),
  );
}

function isMadeBy({ labels }: ContainerInfo, { operationId }: ClaimedOperation): boolean {
  return (findOperationId(labels) ?? operationId) === operationId;
}

function refuseStranger(container: ContainerInfo, site: InstanceSite): void {
  if (isOurs(container, site)) return;
  throw new WorkFailedError('A container that is not ours has the name of the service.', `container ${container.name}`);
}
