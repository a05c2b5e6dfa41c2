import { Injectable } from '@nestjs/common';
import { type ContainerInfo, DockerDriver } from '#docker-driver';
import { nameGeneration } from '#persistence';
import { nameVolume } from '../container-name.types.js';
import type { WorkLease } from '../operation-work.port.js';
import { ContainerFinder, isOurs } from './container-finder.js';
import { hasOwnContainer, type InstanceSite, type InstanceTask } from './instance-site.js';
import { MOST_VOLUMES } from './to-container-spec.js';

/** So long a service has to end by itself. */
export const STOP_GRACE_SECONDS = 10;

/** Removes what instances have on their hosts. Every effect may be repeated, by any broker. */
@Injectable()
export class ContainerRemoval {
  constructor(
    private readonly docker: DockerDriver,
    private readonly finder: ContainerFinder,
  ) {}

  /** Container and volumes of the instance, wherever its making or removing stopped. Of what others use too, nothing. */
  async remove(task: InstanceTask): Promise<void> {
    const { site, lease } = task;
    if (!hasOwnContainer(site)) return;
    const container = await this.finder.find(site);
    for (const one of [container, ...(await this.findRelatives(site))])
      if (one !== undefined) await this.end(task, one);
    await lease.step('volumes', 'removing the data', () => this.removeVolumes(site, container, lease));
  }

  private async end({ site: { endpoint }, lease }: InstanceTask, { containerId }: ContainerInfo): Promise<void> {
    await lease.step('stop', 'stopping the service', () =>
      this.docker.stopContainer(endpoint, containerId, STOP_GRACE_SECONDS),
    );
    await lease.step('remove', 'removing the service', () => this.docker.removeContainer(endpoint, containerId));
  }

  /** An update that was overtaken may have left the container before the present one, or the one after it. */
  private async findRelatives(site: InstanceSite): Promise<readonly (ContainerInfo | undefined)[]> {
    const { target, baseName, generation } = site.instance;
    if (target === undefined) return [];
    const others = [target.generation - 1, target.generation].filter((other) => other !== generation);
    return Promise.all(others.map((other) => this.finder.findNamed(site, nameGeneration(baseName, other))));
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
    const isSure = container !== undefined && instance.target === undefined;
    const count = isSure ? container.volumes.length : MOST_VOLUMES;
    await this.removeVolumesFrom({ site, lease }, { from: 0, to: count });
  }

  /** By their numbers; those that are not there are fine. */
  async removeVolumesFrom(
    { site: { endpoint, instance }, lease }: Pick<InstanceTask, 'site' | 'lease'>,
    { from, to = MOST_VOLUMES }: { readonly from: number; readonly to?: number },
  ): Promise<void> {
    for (let index = from; index < to; index += 1)
      await this.docker.removeVolume(endpoint, nameVolume(instance.baseName, index), lease.expired);
  }
}
