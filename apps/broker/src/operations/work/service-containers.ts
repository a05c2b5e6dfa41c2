import { Injectable } from '@nestjs/common';
import { ContainerStuckError, DockerDriver, EngineBusyError, PortTakenError } from '#docker-driver';
import type { ClaimedOperation, HostPorts, MadeContainer } from '#persistence';
import { WorkFailedError } from '../operations.errors.js';
import { ContainerFactory } from './container-factory.js';
import { ContainerReadiness } from './container-readiness.js';
import { type InstanceSite, type InstanceTask, isForeign } from './instance-site.js';
import { type LocalImage, ServiceImages } from './service-images.js';

const MOST_PORT_MOVES = 5;

/** Where an instance is served. */
export interface Served {
  readonly containerId: string;
  readonly ports: HostPorts;
}

/** The containers that instances live in, from their image to their first answer. Every effect may be repeated. */
@Injectable()
export class ServiceContainers {
  constructor(
    private readonly docker: DockerDriver,
    private readonly images: ServiceImages,
    private readonly factory: ContainerFactory,
    private readonly readiness: ContainerReadiness,
  ) {}

  /** The instance's container, made and started if need be; or the running one that its plan names. */
  async ensureServed(task: InstanceTask): Promise<Served> {
    if (isForeign(task.site.definition)) return this.findForeign(task.site);
    const image = await this.images.ensure(task);
    const served = await this.startOnFreePorts(task, image, await this.factory.claimPorts(task, image));
    await this.readiness.checkRunning(task.site, served.containerId);
    await this.readiness.waitUntilReady(task, image, served);
    return served;
  }

  /** Throws `WorkFailedError` when the container does not run. */
  checkRunning(site: InstanceSite, containerId: string): Promise<void> {
    return this.readiness.checkRunning(site, containerId);
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

  /** A stranger may hold a port that we reserved: the container never ran, so it is made again on another port. */
  private async startOnFreePorts(task: InstanceTask, image: LocalImage, claimed: HostPorts): Promise<Served> {
    const { site, operation, lease } = task;
    let ports = claimed;
    for (let moves = 0; ; moves += 1) {
      const made = await this.make(task, image, ports);
      const { containerId } = made;
      try {
        await this.start(task, made);
        return { containerId, ports };
      } catch (error) {
        if (!mayMakeAgain(error, operation) || moves === MOST_PORT_MOVES) throw error;
        await lease.step('remove', 'making the service anew', () =>
          this.docker.removeContainer(site.endpoint, containerId),
        );
        if (error instanceof PortTakenError) ports = await this.factory.movePort(operation, ports, error);
      }
    }
  }

  private make(task: InstanceTask, image: LocalImage, ports: HostPorts): Promise<MadeContainer> {
    const make = (): Promise<MadeContainer> => this.factory.make(task, image, ports);
    return task.lease.step('container', 'creating the service', make, () => this.factory.prepare(task.site));
  }

  /** Remembered before it is started: who finds it running knows which one it is. */
  private start(task: InstanceTask, made: MadeContainer): Promise<void> {
    const start = (): Promise<void> => this.docker.startContainer(task.site.endpoint, made.containerId);
    return task.lease.step('start', 'starting the service', start, () => this.factory.remember(task, made));
  }
}

/**
 * The container never ran. Where bindings name the port already, it must stay the same. An engine that is busy gets a
 * second chance first: what a killed one has left behind has many names, and more than those that the driver knows.
 */
function mayMakeAgain(error: unknown, { kind, attempts }: ClaimedOperation): boolean {
  if (error instanceof PortTakenError) return kind === 'provision';
  return error instanceof ContainerStuckError || (error instanceof EngineBusyError && attempts > 0);
}
