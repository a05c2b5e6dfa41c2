import { Injectable, Logger } from '@nestjs/common';
import { HostStore, ServiceInstanceStore } from '#persistence';
import { BrokerConfig } from '../../config/broker-config.types.js';
import { HostChooser } from '../../dispatcher/host-chooser.port.js';
import type { InstanceSite, InstanceTask } from './instance-site.js';

const FULL_FOR_MS = 600_000;

/** Hosts whose disks turn out to be full (row 26). */
@Injectable()
export class FullHosts {
  private readonly logger = new Logger('Hosts');

  constructor(
    private readonly hosts: HostStore,
    private readonly chooser: HostChooser,
    private readonly instances: ServiceInstanceStore,
    private readonly config: BrokerConfig,
  ) {}

  async mark({ host: { hostId } }: InstanceSite): Promise<void> {
    await this.hosts.markFull(hostId, FULL_FOR_MS);
    this.logger.warn({ message: 'host is full: no new instances there for ten minutes', hostId });
  }

  /** `undefined`: no other one has room. */
  findOther({ definition, instance, host }: InstanceSite): Promise<string | undefined> {
    const { organizationGuid } = instance.request;
    return this.chooser.choose({ definition, organizationGuid }, new Set([host.hostId])).catch(() => undefined);
  }

  /** False: the other one has no room either. */
  async move({ operation }: InstanceTask, hostId: string): Promise<boolean> {
    const place = { hostId, memoryShare: this.config.docker.memoryShare };
    return (await this.instances.moveToHost(operation.claim, operation.instanceId, place)) !== 'no room';
  }
}
