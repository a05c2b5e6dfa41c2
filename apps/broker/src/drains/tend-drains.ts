import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ContainerInfo, DockerEndpoint } from '#docker-driver';
import { decideDrains } from './decide-drains.js';
import { DrainStates } from './drain-states.js';
import type { Drain, ShipperStatus } from './drain.types.js';
import { readShipperStatus } from './read-shipper-status.js';
import { renderShipperConfig } from './render-shipper-config.js';
import { Shippers } from './shippers.js';
import { WantedDrains } from './wanted-drains.js';

/**
 * Makes a host's shipper do what the database says: all that is to be known is there and in the shipper itself, so any
 * broker may do it, several at once, and whoever dies in it is followed by the next pass.
 */
@Injectable()
export class TendDrains {
  /** Hosts without drains, where no shipper was seen: nobody asks them again. */
  private readonly idle = new Set<string>();

  constructor(
    private readonly wanted: WantedDrains,
    private readonly shippers: Shippers,
    private readonly states: DrainStates,
  ) {}

  /** Throws what Docker and the database throw; nothing but drains waits for it. */
  async execute(hostId: string): Promise<void> {
    const { endpoint, wanted } = await this.wanted.find(hostId);
    if (wanted.length === 0 && this.idle.has(hostId)) return;
    this.idle.delete(hostId);
    const shipper = await this.shippers.find(endpoint);
    if (shipper !== undefined || wanted.length > 0) await this.tend(endpoint, shipper, wanted);
    else this.idle.add(hostId);
  }

  private async tend(
    endpoint: DockerEndpoint,
    shipper: ContainerInfo | undefined,
    wanted: readonly Drain[],
  ): Promise<void> {
    const containerId = await this.shippers.ensure(endpoint, shipper);
    const status = readShipperStatus(await this.shippers.readStatus(endpoint, containerId));
    this.states.record(status);
    const drains = decideDrains(status.noted, wanted, Date.now());
    this.forgetLeft(status, drains);
    const config = renderShipperConfig(drains, await this.shippers.readSettings());
    if (drains.length === 0) await this.endShipper(endpoint, status);
    else if (hash(config) !== status.configHash) await this.shippers.configure(endpoint, containerId, config);
  }

  private forgetLeft({ noted }: ShipperStatus, drains: readonly Drain[]): void {
    const staying = new Set(drains.map(({ containerId }) => containerId));
    this.states.forget(noted.map(({ containerId }) => containerId).filter((id) => !staying.has(id)));
  }

  private async endShipper(endpoint: DockerEndpoint, { noted }: ShipperStatus): Promise<void> {
    const shipper = await this.shippers.find(endpoint);
    if (shipper !== undefined) await this.shippers.remove(endpoint, shipper);
    this.states.forget(noted.map(({ containerId }) => containerId));
  }
}

function hash(config: string): string {
  return createHash('sha256').update(config).digest('hex');
}
