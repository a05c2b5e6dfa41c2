import { Injectable, Logger } from '@nestjs/common';
import {
  ContainerStuckError,
  DockerDriver,
  DockerDriverError,
  type DockerEndpoint,
  EngineBusyError,
  HostUnreachableError,
} from '#docker-driver';
import { describeError } from '#logging';
import {
  type HostPass,
  HostPassStore,
  Installation,
  type InstanceChange,
  type InstanceRecord,
  type SeenHealth,
} from '#persistence';
import { findInstanceId } from '../operations/container-labels.types.js';
import type { InstanceAction } from './decide-instance-action.js';
import { RepairInstance } from './repair-instance.js';

const NEWS: Readonly<Record<SeenHealth, string>> = {
  ok: 'instance is well again',
  degraded: 'instance is degraded: its container does not stay up',
  lost: 'instance is lost: its host has no such container',
};

const PATIENT_STARTS = 3;

/** Does what was decided for one instance. What it is to be is written first, unless it has changed meanwhile. */
@Injectable()
export class TendInstance {
  private readonly logger = new Logger('Reconciler');

  constructor(
    private readonly passes: HostPassStore,
    private readonly docker: DockerDriver,
    private readonly installation: Installation,
    private readonly repairInstance: RepairInstance,
  ) {}

  async execute(
    pass: HostPass,
    endpoint: DockerEndpoint,
    instance: InstanceRecord,
    action: InstanceAction,
  ): Promise<void> {
    switch (action.act) {
      case 'look':
        if (!(await this.isThere(endpoint, instance))) await this.record(pass, instance, { health: 'lost' });
        return;
      case 'record':
        await this.record(pass, instance, action.change);
        return;
      case 'start':
        if (await this.record(pass, instance, action.change)) await this.start(endpoint, instance, action);
    }
  }

  /** The engine's own answer, by name; a stranger of that name is no container of ours (failure-model row 70). */
  private async isThere(endpoint: DockerEndpoint, { containerName, instanceId }: InstanceRecord): Promise<boolean> {
    const { installationId } = this.installation;
    const container = await this.docker.findContainer(endpoint, containerName);
    return container !== undefined && findInstanceId(container.labels, installationId) === instanceId;
  }

  private async record(pass: HostPass, instance: InstanceRecord, change: InstanceChange): Promise<boolean> {
    if (!(await this.passes.changeInstance(pass, instance, change))) return false;
    const { hostId, instanceId, health, containerName } = instance;
    if (change.health !== undefined && change.health !== health) {
      const news = { message: NEWS[change.health], hostId, instanceId, container: containerName };
      if (change.health === 'ok') this.logger.log(news);
      else this.logger.error(news);
    }
    if (change.containerId !== undefined)
      this.logger.warn({ message: 'container has another id than before', hostId, instanceId, ...change });
    return true;
  }

  /** One that does not start keeps the others from nothing; a host that is silent ends the pass. */
  private async start(
    endpoint: DockerEndpoint,
    { hostId, instanceId }: InstanceRecord,
    { containerId, change }: Extract<InstanceAction, { act: 'start' }>,
  ): Promise<void> {
    const ids = { hostId, instanceId, containerId, tries: change.restarts };
    try {
      await this.docker.startContainer(endpoint, containerId);
      this.logger.warn({ message: 'container was down and is started', ...ids });
    } catch (error) {
      if (!(error instanceof DockerDriverError) || error instanceof HostUnreachableError) throw error;
      if (isPastStarting(error, change) && (await this.repairInstance.execute(instanceId)))
        this.logger.warn({ message: 'container cannot start any more and is replaced', ...ids });
      this.logger.warn({ message: 'container is down and does not start', ...ids, reason: describeError(error) });
    }
  }
}

/** An engine that only says that it cannot is asked a third time first. */
function isPastStarting(error: DockerDriverError, { restarts = 0 }: InstanceChange): boolean {
  return error instanceof ContainerStuckError || (error instanceof EngineBusyError && restarts >= PATIENT_STARTS);
}
