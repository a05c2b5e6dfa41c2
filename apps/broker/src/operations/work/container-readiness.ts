import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DockerDriver } from '#docker-driver';
import { WorkBlockedError, WorkFailedError } from '../operations.errors.js';
import { hideSecrets } from '../hide-secrets.types.js';
import type { InstanceSite, InstanceTask } from './instance-site.js';
import type { LocalImage } from './service-images.js';

const LOG_LINES = 20;
const HEALTH_EVERY_MS = 250;
const HEALTH_TIMEOUT_MS = 10_000;

/** Whether a container that was started lives, and serves. */
@Injectable()
export class ContainerReadiness {
  constructor(private readonly docker: DockerDriver) {}

  /** Throws `WorkFailedError`, with the container's last words for the operator, when it does not run. */
  async checkRunning({ endpoint, instance, definition }: InstanceSite, containerId: string): Promise<void> {
    const container = await this.docker.findContainer(endpoint, containerId);
    if (container?.state === 'running') return;
    const log = await this.docker.readLogTail(endpoint, containerId, LOG_LINES).catch(() => '');
    const secrets = [definition.environment, definition.credentials, instance.request.parameters];
    throw new WorkFailedError('The service ended right after its start.', hideSecrets(log, secrets));
  }

  /** Runs the image's own health command until it agrees; its interval would make the user wait. */
  async waitUntilHealthy(task: InstanceTask, { info }: LocalImage, containerId: string): Promise<void> {
    const { healthCommand: command } = info;
    const { site, lease } = task;
    if (command === undefined) return;
    await lease.step('health', 'waiting for the service to answer', async () => {
      while (!(await this.isHealthy(task, containerId, command))) {
        if (lease.signal.aborted) throw new WorkBlockedError('Interrupted while the service was not healthy yet.');
        await this.checkRunning(site, containerId);
        lease.checkDeadline();
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
}
