import { Injectable } from '@nestjs/common';
import { type ClaimedOperation, ServiceInstanceStore } from '#persistence';
import { OperationWork, type WorkLease } from '../operation-work.port.js';
import { ContainerFarewell } from './container-farewell.js';
import { hasOwnContainer, InstanceSites } from './instance-site.js';
import { TenantFarewell } from './tenant-farewell.js';

/** The instance goes with its container, or alone where that stays · commit. Never gives up on a container. */
@Injectable()
export class DeprovisionWork extends OperationWork {
  override readonly kind = 'deprovision';

  constructor(
    private readonly sites: InstanceSites,
    private readonly instances: ServiceInstanceStore,
    private readonly farewell: ContainerFarewell,
    private readonly tenants: TenantFarewell,
  ) {
    super();
  }

  override async run(operation: ClaimedOperation, lease: WorkLease): Promise<void> {
    const site = await this.sites.findToRemove(operation.instanceId);
    if (site !== undefined && !hasOwnContainer(site)) return this.tenants.run({ site, operation, lease });
    if (site !== undefined) await this.farewell.run({ site, operation, lease });
    await this.instances.completeDeprovision(operation.claim, operation.instanceId);
  }
}
