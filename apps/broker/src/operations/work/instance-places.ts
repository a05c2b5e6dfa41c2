import { Injectable, Logger } from '@nestjs/common';
import { HostFullError } from '#docker-driver';
import { HostStore, ServiceInstanceStore } from '#persistence';
import { HostChooser } from '../../dispatcher/host-chooser.port.js';
import { type InstanceTask, isForeign } from './instance-site.js';
import { type Served, ServiceContainers } from './service-containers.js';

const FULL_FOR_MS = 600_000;
const MOST_MOVES = 1;

/** The host on which an instance is made: one whose disk turns out to be full is left for another one, once (row 26). */
@Injectable()
export class InstancePlaces {
  private readonly logger = new Logger('Hosts');

  constructor(
    private readonly hosts: HostStore,
    private readonly chooser: HostChooser,
    private readonly instances: ServiceInstanceStore,
    private readonly containers: ServiceContainers,
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
    if (!isForeign(task.site.definition)) await this.containers.remove(task);
  }

  /** False where no other host has room: then what was begun is undone here. */
  private async move(task: InstanceTask): Promise<boolean> {
    const { site, operation } = task;
    const { hostId } = site.host;
    await this.hosts.markFull(hostId, FULL_FOR_MS);
    this.logger.warn({ message: 'host is full: no new instances there for ten minutes', hostId });
    const other = site.instance.moves < MOST_MOVES ? await this.findOther(task) : undefined;
    if (other === undefined) return false;
    await this.clear(task);
    return (await this.instances.moveToHost(operation.claim, operation.instanceId, other)) !== 'no room';
  }

  private findOther({ site }: InstanceTask): Promise<string | undefined> {
    return this.chooser.choose(site.definition, new Set([site.host.hostId])).catch(() => undefined);
  }
}
