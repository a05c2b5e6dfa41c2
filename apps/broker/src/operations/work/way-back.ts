import { Injectable } from '@nestjs/common';
import type { InstanceTarget } from '#persistence';
import { ContainerRemoval } from './container-removal.js';
import { ContainerShift } from './container-shift.js';
import { InPlaceChange } from './in-place-change.js';
import { hasOwnContainer, type InstanceTask } from './instance-site.js';
import { type Served, ServiceContainers } from './service-containers.js';

/** From an update that failed back to the container that served before. Every effect may be repeated. */
@Injectable()
export class WayBack {
  constructor(
    private readonly inPlace: InPlaceChange,
    private readonly shift: ContainerShift,
    private readonly removal: ContainerRemoval,
    private readonly containers: ServiceContainers,
  ) {}

  /** Throws `WorkFailedError` when what served before does not run any more. */
  async take(task: InstanceTask, target: InstanceTarget): Promise<Served> {
    if (!hasOwnContainer(task.site)) return this.inPlace.findRunning(task);
    await this.shift.withdraw(task, target);
    return this.serveAgain(task);
  }

  /** A container that is lost, or cannot be what it was, is made again on its volumes and ports. */
  private async serveAgain(task: InstanceTask): Promise<Served> {
    const { site } = task;
    const present = await this.shift.findPresent(site);
    if (present === undefined) return this.containers.ensureServed(task);
    await this.removal.removeVolumesFrom(task, { from: site.instance.volumePaths?.length ?? present.volumes.length });
    const isBack = await this.shift.resume(task, present, this.inPlace.limitsOf(site.definition));
    if (!isBack) return this.containers.ensureServed(task);
    const { containerId, ports } = present;
    await this.containers.checkRunning(site, containerId);
    return { containerId, ports };
  }
}
