import { Injectable } from '@nestjs/common';
import type { DockerEndpoint } from '#docker-driver';
import { ServiceInstanceStore } from '#persistence';
import { HostDirectory } from '../agents-registry/host-directory.port.js';
import type { Drain } from './drain.types.js';
import { toDrain } from './to-drain.js';

/** What the database says that a host is to send. */
@Injectable()
export class WantedDrains {
  constructor(
    private readonly instances: ServiceInstanceStore,
    private readonly hosts: HostDirectory,
  ) {}

  async find(hostId: string): Promise<{ readonly endpoint: DockerEndpoint; readonly wanted: readonly Drain[] }> {
    const { host, endpoint } = await this.hosts.locate(hostId);
    const instances = await this.instances.findOnHost(hostId);
    return { endpoint, wanted: instances.flatMap((instance) => toDrain(instance, host) ?? []) };
  }
}
