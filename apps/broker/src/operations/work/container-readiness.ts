import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DockerDriver } from '#docker-driver';
import type { HostPorts } from '#persistence';
import { WorkBlockedError, WorkFailedError } from '../operations.errors.js';
import { hideSecrets } from '../hide-secrets.types.js';
import { chooseReadiness } from './choose-readiness.js';
import { type InstanceSite, type InstanceTask, isStatic } from './instance-site.js';
import { ReadinessSigns } from './readiness-signs.js';
import type { LocalImage } from './service-images.js';

const LOG_LINES = 20;
const ASK_EVERY_MS = 250;

interface Started {
  readonly containerId: string;
  readonly ports: HostPorts;
}

/** Whether a container that was started lives, and serves. */
@Injectable()
export class ContainerReadiness {
  constructor(
    private readonly docker: DockerDriver,
    private readonly signs: ReadinessSigns,
  ) {}

  /** Throws `WorkFailedError`, with the container's last words for the operator, when it does not run. */
  async checkRunning(site: InstanceSite, containerId: string): Promise<void> {
    const container = await this.docker.findContainer(site.endpoint, containerId);
    if (container?.state === 'running') return;
    throw new WorkFailedError('The service ended right after its start.', await this.readLastWords(site, containerId));
  }

  /** A static service is served by nothing that could tell; others are asked by their scripts, unless the plan says how. */
  waitUntilReady(task: InstanceTask, image: LocalImage, started: Started): Promise<void> {
    return this.waitFor(task, image, started, isStatic(task.site.definition));
  }

  /** What takes the place of another one is asked in any case. */
  waitUntilHealthy(task: InstanceTask, image: LocalImage, started: Started): Promise<void> {
    return this.waitFor(task, image, started, true);
  }

  /** Asked again and again: the engine's own interval would make the user wait. */
  private async waitFor(
    task: InstanceTask,
    { info: { healthCommand } }: LocalImage,
    started: Started,
    isHealthAsked: boolean,
  ): Promise<void> {
    const { definition } = task.site;
    const sign = chooseReadiness({
      definition,
      healthCommand,
      ports: started.ports,
      isHealthAsked,
      mayHaveRunLong: !isMaking(task),
    });
    if (sign === undefined) return;
    const giveUpAt = performance.now() + (definition.readiness?.timeoutSeconds ?? Infinity) * 1_000;
    await task.lease.step('health', 'waiting for the service to answer', async () => {
      while (!(await this.signs.isGiven(task, sign, started))) await this.pause(task, started, giveUpAt);
    });
  }

  private async pause({ site, lease }: InstanceTask, { containerId }: Started, giveUpAt: number): Promise<void> {
    if (lease.signal.aborted) throw new WorkBlockedError('Interrupted while the service was not healthy yet.');
    await this.checkRunning(site, containerId);
    lease.checkDeadline();
    if (performance.now() > giveUpAt)
      throw new WorkFailedError(
        'The service did not show in the time of its plan that it serves.',
        await this.readLastWords(site, containerId),
      );
    await sleep(ASK_EVERY_MS);
    await lease.note({});
  }

  private async readLastWords(site: InstanceSite, containerId: string): Promise<string> {
    const { endpoint, instance, definition } = site;
    const log = await this.docker.readLogTail(endpoint, containerId, LOG_LINES).catch(() => '');
    const { parameters, login } = instance.request;
    return hideSecrets(log, [definition.environment, definition.credentials, parameters, login?.password]);
  }
}

/** Otherwise the container may be one that has run for days. */
function isMaking({ operation: { kind, mode } }: InstanceTask): boolean {
  return mode === 'forward' && kind !== 'repair';
}
