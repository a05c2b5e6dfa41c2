import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import {
  type ContainerInfo,
  type ContainerSpec,
  ContainerStuckError,
  DockerDriver,
  EngineBusyError,
  NameTakenError,
  PortTakenError,
} from '#docker-driver';
import { type ClaimedOperation, type HostPorts, ServiceInstanceStore } from '#persistence';
import { BrokerConfig } from '../../config/broker-config.types.js';
import type { WorkLease } from '../operation-work.port.js';
import { WorkBlockedError, WorkFailedError } from '../operations.errors.js';
import { hideSecrets } from './hide-secrets.js';
import { type InstanceSite, type InstanceTask, isForeign, isStatic } from './instance-site.js';
import { findInstanceId, findOperationId } from '../container-labels.types.js';
import { nameVolume } from '../container-name.types.js';
import { type LocalImage, ServiceImages } from './service-images.js';
import { MOST_VOLUMES, toContainerSpec } from './to-container-spec.js';

const MOST_PORT_MOVES = 5;
const STOP_GRACE_SECONDS = 10;
const LOG_LINES = 20;
const HEALTH_EVERY_MS = 250;
const HEALTH_TIMEOUT_MS = 10_000;

/** Where an instance is served. */
export interface Served {
  readonly containerId: string;
  readonly ports: HostPorts;
}

/** Makes and removes the containers that instances live in. Every effect may be repeated, by any broker. */
@Injectable()
export class ServiceContainers {
  constructor(
    private readonly docker: DockerDriver,
    private readonly instances: ServiceInstanceStore,
    private readonly images: ServiceImages,
    private readonly config: BrokerConfig,
  ) {}

  /** The instance's container, made and started if need be; or the running one that its plan names. */
  async ensureServed(task: InstanceTask): Promise<Served> {
    if (isForeign(task.site.definition)) return this.findForeign(task.site);
    const image = await this.images.ensure(task);
    const served = await this.startOnFreePorts(task, image, await this.claimPorts(task, image));
    await this.checkRunning(task.site, served.containerId);
    if (isStatic(task.site.definition)) await this.waitUntilHealthy(task, image, served.containerId);
    return served;
  }

  /** The container that serves the instance; `undefined` when the host itself says that there is none, or only a stranger of its name. */
  async find(site: InstanceSite): Promise<ContainerInfo | undefined> {
    const { endpoint, definition, instance } = site;
    if (isForeign(definition)) return this.docker.findContainer(endpoint, definition.containerName);
    const container = await this.docker.findContainer(endpoint, instance.containerName);
    return container !== undefined && isOurs(container, site) ? container : undefined;
  }

  private async claimPorts({ site, operation }: InstanceTask, image: LocalImage): Promise<HostPorts> {
    const defined = site.definition.ports?.map((port) => ({ port, protocol: 'tcp' as const }));
    const wanted = defined ?? image.info.exposedPorts;
    if (wanted.length === site.ports.length) return site.ports;
    return needRoom(await this.instances.claimPorts(operation.claim, operation.instanceId, wanted));
  }

  private async findForeign({ endpoint, definition, ports }: InstanceSite): Promise<Served> {
    const container = await this.docker.findContainer(endpoint, definition.containerName);
    if (container?.state !== 'running')
      throw new WorkFailedError(`The service's container ${definition.containerName} does not run on its Docker host.`);
    const published = container.ports.map(({ port, protocol, hostPort }) => ({ port, protocol, hostPort }));
    return {
      containerId: container.containerId,
      ports: ports.length > 0 ? ports : published.sort((a, b) => a.port - b.port),
    };
  }

  /** Container and volumes of the instance, wherever its making or removing stopped. */
  async remove({ site, lease }: InstanceTask): Promise<void> {
    const { endpoint } = site;
    const container = await this.find(site);
    if (container !== undefined) {
      await lease.step('stop', 'stopping the service', () =>
        this.docker.stopContainer(endpoint, container.containerId, STOP_GRACE_SECONDS),
      );
      await lease.step('remove', 'removing the service', () =>
        this.docker.removeContainer(endpoint, container.containerId),
      );
    }
    await lease.step('volumes', 'removing the data', () => this.removeVolumes(site, container, lease));
  }

  /** Where a stranger has the container's name, volumes of that name may be the stranger's as well. */
  private async removeVolumes(
    site: InstanceSite,
    container: ContainerInfo | undefined,
    lease: WorkLease,
  ): Promise<void> {
    const { instance, endpoint } = site;
    const namesake = container ?? (await this.docker.findContainer(endpoint, instance.containerName));
    if (namesake !== undefined && !isOurs(namesake, site)) return;
    const count = container?.volumeNames.length ?? MOST_VOLUMES;
    for (let index = 0; index < count; index += 1)
      await this.docker.removeVolume(endpoint, nameVolume(instance.containerName, index), lease.expired);
  }

  /** Runs the image's own health command until it agrees; its interval would make the user wait. */
  private async waitUntilHealthy(task: InstanceTask, { info }: LocalImage, containerId: string): Promise<void> {
    const { healthCommand: command } = info;
    const { site, lease } = task;
    if (command === undefined) return;
    await lease.step('health', 'waiting for the service to answer', async () => {
      while (!(await this.isHealthy(task, containerId, command))) {
        if (lease.signal.aborted) throw new WorkBlockedError('Interrupted while the service was not healthy yet.');
        await this.checkRunning(site, containerId);
        await sleep(HEALTH_EVERY_MS);
        await lease.note({});
      }
    });
  }

  private async isHealthy(
    { site: { endpoint }, lease }: InstanceTask,
    containerId: string,
    command: readonly string[],
  ): Promise<boolean> {
    const execId = await this.docker.createExec(endpoint, containerId, { command, environment: {} });
    const options = { stdin: '', timeoutMs: HEALTH_TIMEOUT_MS, maxOutputBytes: 4_096, signal: lease.signal };
    return (await this.docker.runExec(endpoint, execId, options)).exitCode === 0;
  }

  /** A stranger may hold a port that we reserved: the container never ran, so it is made again on another port. */
  private async startOnFreePorts(task: InstanceTask, image: LocalImage, claimed: HostPorts): Promise<Served> {
    const { site, operation, lease } = task;
    let ports = claimed;
    for (let moves = 0; ; moves += 1) {
      const create = (): Promise<string> => this.ensureCreated(task, image, ports);
      const containerId = await lease.step('container', 'creating the service', create);
      try {
        await lease.step('start', 'starting the service', () => this.docker.startContainer(site.endpoint, containerId));
        return { containerId, ports };
      } catch (error) {
        if (!mayMakeAgain(error, operation) || moves === MOST_PORT_MOVES) throw error;
        await lease.step('remove', 'making the service anew', () =>
          this.docker.removeContainer(site.endpoint, containerId),
        );
        if (error instanceof PortTakenError) ports = needRoom(await this.movePort(operation, ports, error));
      }
    }
  }

  /** Only one of the ports is taken, but engines do not always say which: the one that the message names, else the first. */
  private movePort(
    { claim, instanceId }: ClaimedOperation,
    ports: HostPorts,
    error: PortTakenError,
  ): Promise<HostPorts | 'no room'> {
    const named = ports.find(({ hostPort }) => new RegExp(`\\b${hostPort}\\b`).test(error.message));
    return this.instances.moveClaim(claim, instanceId, (named ?? ports[0])?.hostPort ?? 0);
  }

  private async ensureCreated(task: InstanceTask, image: LocalImage, ports: HostPorts): Promise<string> {
    const { claim, instanceId } = task.operation;
    const spec = toContainerSpec(task, image, ports, this.config.docker);
    const containerId = await this.createOrAdopt(task, spec);
    await this.instances.recordContainer(claim, instanceId, { containerId, imageId: image.info.imageId });
    return containerId;
  }

  /**
   * A container of that name is ours by its labels, or a stranger's and left alone (failure-model rows 18 and 19). What
   * an earlier operation made is made again: the reconciler may be about to remove it, by its id (ADR 0018).
   */
  private async createOrAdopt({ site, operation, lease }: InstanceTask, spec: ContainerSpec): Promise<string> {
    const { endpoint } = site;
    await this.docker.ensureNetwork(endpoint, spec.networkName);
    for (const { volumeName } of spec.volumes)
      await this.docker.ensureVolume(endpoint, volumeName, spec.labels, lease.expired);
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

  private async checkRunning({ endpoint, instance, definition }: InstanceSite, containerId: string): Promise<void> {
    const container = await this.docker.findContainer(endpoint, containerId);
    if (container?.state === 'running') return;
    const log = await this.docker.readLogTail(endpoint, containerId, LOG_LINES).catch(() => '');
    const secrets = [definition.environment, definition.credentials, instance.request.parameters];
    throw new WorkFailedError('The service ended right after its start.', hideSecrets(log, secrets));
  }
}

/**
 * The container never ran. Where bindings name the port already, it must stay the same. An engine that is busy gets a
 * second chance first: what a killed one has left behind has many names, and more than those that the driver knows.
 */
function mayMakeAgain(error: unknown, { kind, attempts }: ClaimedOperation): boolean {
  if (error instanceof PortTakenError) return kind !== 'repair';
  return error instanceof ContainerStuckError || (error instanceof EngineBusyError && attempts > 0);
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

function isOurs({ labels }: ContainerInfo, { instance, installationId }: InstanceSite): boolean {
  return findInstanceId(labels, installationId) === instance.instanceId;
}

function isMadeBy({ labels }: ContainerInfo, { operationId }: ClaimedOperation): boolean {
  return (findOperationId(labels) ?? operationId) === operationId;
}

function refuseStranger(container: ContainerInfo, site: InstanceSite): void {
  if (isOurs(container, site)) return;
  throw new WorkFailedError('A container that is not ours has the name of the service.', `container ${container.name}`);
}
