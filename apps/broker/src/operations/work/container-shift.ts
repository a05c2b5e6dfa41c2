import { Injectable } from '@nestjs/common';
import {
  type ContainerInfo,
  ContainerStuckError,
  DockerDriver,
  type DockerEndpoint,
  EngineBusyError,
  EngineRefusedError,
} from '#docker-driver';
import { type InstanceTarget, nameGeneration } from '#persistence';
import { ContainerFactory } from './container-factory.js';
import { ContainerFinder } from './container-finder.js';
import { STOP_GRACE_SECONDS } from './container-removal.js';
import type { InstanceSite, InstanceTask } from './instance-site.js';
import { type Limits, toRestartRule } from './to-limits.js';

/**
 * Two containers of one instance, of which one serves. Both use the same volumes and ports, so they never run at the
 * same time: the one that must not run is told not to come back with the engine either. Every effect may be repeated.
 */
@Injectable()
export class ContainerShift {
  constructor(
    private readonly docker: DockerDriver,
    private readonly finder: ContainerFinder,
    private readonly factory: ContainerFactory,
  ) {}

  findPresent(site: InstanceSite): Promise<ContainerInfo | undefined> {
    return this.finder.find(site);
  }

  /** The one that is to take its place. */
  findSuccessor(site: InstanceSite, target: InstanceTarget): Promise<ContainerInfo | undefined> {
    return this.finder.findNamed(site, nameGeneration(site.instance.baseName, target.generation));
  }

  /** The present one stops, the successor starts. One that runs already is past that. */
  async takeOver({ site, lease }: InstanceTask, successorId: string): Promise<void> {
    const { endpoint } = site;
    if ((await this.docker.findContainer(endpoint, successorId))?.state === 'running') return;
    const present = await this.finder.find(site);
    if (present !== undefined) await lease.step('stop', 'stopping the service', () => this.standDown(site, present));
    await lease.step('start', 'starting the service', () => this.startOrDrop(endpoint, successorId));
  }

  /** The successor is the present one by now, and for good: the one before it goes. */
  async settle(task: InstanceTask): Promise<void> {
    const { site, lease } = task;
    const { endpoint, instance } = site;
    const present = await this.finder.find(site);
    if (present !== undefined)
      await this.docker.updateContainer(endpoint, present.containerId, {
        restart: toRestartRule(site.definition.restart),
      });
    const before = await this.finder.findNamed(site, nameGeneration(instance.baseName, instance.generation - 1));
    if (before !== undefined)
      await lease.step('remove', 'removing the old container', () =>
        this.docker.removeContainer(endpoint, before.containerId),
      );
    if (present !== undefined) await this.factory.keepPorts(task, present);
  }

  /** The successor goes. */
  async withdraw({ site, lease }: InstanceTask, target: InstanceTarget): Promise<void> {
    const successor = await this.findSuccessor(site, target);
    if (successor === undefined) return;
    await lease.step('remove', 'going back to the old container', () =>
      this.docker.removeContainer(site.endpoint, successor.containerId),
    );
  }

  /** The present one serves again, within its limits. False: it cannot, and is gone. */
  resume({ site, lease }: InstanceTask, present: ContainerInfo, limits: Limits): Promise<boolean> {
    return lease.step('restore', 'starting the service again', () =>
      this.restore(site.endpoint, present.containerId, limits),
    );
  }

  /** False: it can never start again, or uses more memory by now than it had, so another one must take its place. */
  private async restore(endpoint: DockerEndpoint, containerId: string, limits: Limits): Promise<boolean> {
    const isWithin = await this.restrict(endpoint, containerId, limits);
    const isStarted = isWithin && (await this.isStartable(endpoint, containerId));
    if (!isStarted) await this.docker.removeContainer(endpoint, containerId);
    return isStarted;
  }

  private async restrict(endpoint: DockerEndpoint, containerId: string, limits: Limits): Promise<boolean> {
    try {
      await this.docker.updateContainer(endpoint, containerId, limits);
      return true;
    } catch (error) {
      if (error instanceof EngineBusyError || error instanceof EngineRefusedError) return false;
      throw error;
    }
  }

  private async isStartable(endpoint: DockerEndpoint, containerId: string): Promise<boolean> {
    try {
      await this.docker.startContainer(endpoint, containerId);
      return true;
    } catch (error) {
      if (error instanceof ContainerStuckError) return false;
      throw error;
    }
  }

  /** A present one that does not run goes. One that runs is left alone: somebody was faster, or it was us, before we died. */
  async clearTheWay({ site, lease }: InstanceTask): Promise<void> {
    const present = await this.finder.find(site);
    if (present === undefined || present.state === 'running') return;
    await lease.step('remove', 'replacing the container', () =>
      this.docker.removeContainer(site.endpoint, present.containerId),
    );
  }

  /** It never ran: what an engine cannot start now it may never start, so the next try gets another one. */
  private async startOrDrop(endpoint: DockerEndpoint, successorId: string): Promise<void> {
    try {
      await this.docker.startContainer(endpoint, successorId);
    } catch (error) {
      if (error instanceof ContainerStuckError || error instanceof EngineBusyError)
        await this.docker.removeContainer(endpoint, successorId);
      throw error;
    }
  }

  private async standDown({ endpoint }: InstanceSite, { containerId }: ContainerInfo): Promise<void> {
    await this.docker.updateContainer(endpoint, containerId, { restart: 'no' });
    await this.docker.stopContainer(endpoint, containerId, STOP_GRACE_SECONDS);
  }
}
