import { Injectable } from '@nestjs/common';
import { HostFullError } from '#docker-driver';
import { ContainerRemoval } from './container-removal.js';
import { FullHosts } from './full-hosts.js';
import { hasOwnContainer, type InstanceTask, isTenant } from './instance-site.js';
import { type Served, ServiceContainers } from './service-containers.js';
import { TenantPlaces } from './tenant-places.js';

const MOST_MOVES = 1;

/**
 * Where an instance is made. A host whose disk turns out to be full is left for another one, once (row 26); who shares a
 * container is made where that is.
 */
@Injectable()
export class InstancePlaces {
  constructor(
    private readonly hosts: FullHosts,
    private readonly containers: ServiceContainers,
    private readonly removal: ContainerRemoval,
    private readonly tenants: TenantPlaces,
  ) {}

  /** `moved`: the instance belongs to another host from now on, where it is yet to be made. */
  async ensureServed(task: InstanceTask): Promise<Served | 'moved'> {
    if (isTenant(task.site)) return this.tenants.findServed(task);
    try {
      return await this.containers.ensureServed(task);
    } catch (error) {
      if (!(error instanceof HostFullError) || !(await this.move(task))) throw error;
      return 'moved';
    }
  }

  /** Takes back all that was made; may be repeated. */
  clear(task: InstanceTask): Promise<void> {
    return hasOwnContainer(task.site) ? this.removal.remove(task) : this.tenants.clear(task);
  }

  /** False where no other host has room: then what was begun is undone here. */
  private async move(task: InstanceTask): Promise<boolean> {
    const { site } = task;
    await this.hosts.mark(site);
    const other = site.instance.moves < MOST_MOVES ? await this.hosts.findOther(site) : undefined;
    if (other === undefined) return false;
    await this.clear(task);
    return this.hosts.move(task, other);
  }
}
