import { Injectable } from '@nestjs/common';
import { HostFullError } from '#docker-driver';
import { ServiceInstanceStore } from '#persistence';
import { ContainerRemoval } from './container-removal.js';
import { FullHosts } from './full-hosts.js';
import { type InstanceTask, isForeign } from './instance-site.js';
import { type Served, ServiceContainers } from './service-containers.js';

const MOST_MOVES = 1;

/** The host on which an instance is made: one whose disk turns out to be full is left for another one, once (row 26). */
@Injectable()
export class InstancePlaces {
  constructor(
    private readonly hosts: FullHosts,
    private readonly instances: ServiceInstanceStore,
    private readonly containers: ServiceContainers,
    private readonly removal: ContainerRemoval,
  ) {}

  /** `moved`: the instance belongs to another host from now on, where it is yet to be made. */
  async ensureServed(task: InstanceTask): Promise<Served | 'moved'> {
    try {
      return await this.containers.ensureServed(task);
    } catch (error) {
      if (!(error instanceof HostFullError) || !(await this.move(task))) throw error;
      return 'moved';
    }
  }

  /** Of what was there before us nothing is removed. */
  async clear(task: InstanceTask): Promise<void> {
    if (!isForeign(task.site.definition)) await this.removal.remove(task);
  }

  /** False where no other host has room: then what was begun is undone here. */
  private async move(task: InstanceTask): Promise<boolean> {
    const { site, operation } = task;
    await this.hosts.mark(site);
    const other = site.instance.moves < MOST_MOVES ? await this.hosts.findOther(site) : undefined;
    if (other === undefined) return false;
    await this.clear(task);
    return (await this.instances.moveToHost(operation.claim, operation.instanceId, other)) !== 'no room';
  }
}
