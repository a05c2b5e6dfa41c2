import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  HouseStore,
  Installation,
  type NewHouse,
  type NewInstance,
  type NewTenant,
  type OpenedProvision,
  type OpenedTenancy,
} from '#persistence';
import { toBytes } from '../catalog/memory-size.types.js';
import type { ServiceDefinition } from '../catalog/service-definition.types.js';
import { BrokerConfig } from '../config/broker-config.types.js';
import { nameContainer } from '../operations/container-name.types.js';
import { fingerprint } from '../osb/fingerprint.js';
import { SettleOperation } from '../osb/settle-operation.js';

type Wanted = Omit<NewInstance, 'hostId' | 'ports'>;

/** Stores the intent of an instance that shares its container with others of its plan (ADR 0024). */
@Injectable()
export class TenancyOrders {
  constructor(
    private readonly houses: HouseStore,
    private readonly settle: SettleOperation,
    private readonly installation: Installation,
    private readonly config: BrokerConfig,
  ) {}

  /** In a container that is there. `undefined`: none has a seat. */
  async openInPlace(wanted: Wanted): Promise<Exclude<OpenedProvision, { outcome: 'no room' }> | undefined> {
    const opened = await this.open(this.toTenant(wanted));
    return opened.outcome === 'no seat' || opened.outcome === 'no room' ? undefined : opened;
  }

  /** The same, or in a new one on this host. */
  async openOn({ hostId, ports }: Pick<NewHouse, 'hostId' | 'ports'>, wanted: Wanted): Promise<OpenedProvision> {
    const { requestId, deadlineMs } = wanted.operation;
    const operation = { operationId: randomUUID(), requestId, ...(deadlineMs === undefined ? {} : { deadlineMs }) };
    const opened = await this.open(
      this.toTenant(wanted, { hostId, ports, memory: wanted.memory, operation, nameContainer }),
    );
    return opened.outcome === 'no seat' ? { outcome: 'no room' } : opened;
  }

  /** Nobody waits for the container itself, but its tenants do. */
  private async open(tenant: NewTenant): Promise<OpenedTenancy> {
    const opened = await this.houses.openTenancy(tenant);
    if (opened.outcome === 'opened' && opened.house !== undefined) this.settle.begin(opened.house);
    return opened;
  }

  /**
   * Together live only those whose containers would be the same: a plan that was put anew gets new ones. Another
   * installation on the same host has names of its own.
   */
  private toTenant(wanted: Wanted, newHouse?: NewHouse): NewTenant {
    const { serviceName, planName, definition } = wanted;
    const { installationId } = this.installation;
    const key = fingerprint({ installationId, serviceName, planName, definition });
    const { numInstances: seats } = definition as ServiceDefinition;
    const minFreeDiskBytes = toBytes(this.config.docker.minFreeDisk) ?? 0;
    return { ...wanted, tenancy: { key, seats, minFreeDiskBytes }, newHouse };
  }
}
