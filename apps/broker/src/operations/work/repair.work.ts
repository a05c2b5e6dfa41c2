import { Injectable } from '@nestjs/common';
import { type ClaimedOperation, ServiceInstanceStore } from '#persistence';
import { OperationWork, type WorkLease } from '../operation-work.port.js';
import { WorkFailedError } from '../operations.errors.js';
import { ContainerShift } from './container-shift.js';
import { InstanceSites } from './instance-site.js';
import { ServiceContainers } from './service-containers.js';

/** A new container in the place of one that cannot start any more: same name, volumes and ports. Never gives up. */
@Injectable()
export class RepairWork extends OperationWork {
  override readonly kind = 'repair';

  constructor(
    private readonly sites: InstanceSites,
    private readonly instances: ServiceInstanceStore,
    private readonly containers: ServiceContainers,
    private readonly shift: ContainerShift,
  ) {
    super();
  }

  override async run(operation: ClaimedOperation, lease: WorkLease): Promise<void> {
    const site = await this.sites.find(operation.instanceId);
    if (site === undefined) throw new WorkFailedError('The instance is gone.');
    const task = { site, operation, lease };
    await this.shift.clearTheWay(task);
    await this.containers.ensureServed(task);
    await this.instances.completeRepair(operation.claim, operation.instanceId);
  }
}
