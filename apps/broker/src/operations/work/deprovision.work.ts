import { Injectable } from '@nestjs/common';
import { type ClaimedOperation, ServiceInstanceStore } from '#persistence';
import { OperationWork, type WorkLease } from '../operation-work.port.js';
import { ContainerRemoval } from './container-removal.js';
import { GoodbyeScript } from './goodbye-script.js';
import { InstanceSites, type InstanceTask, isForeign, isStatic } from './instance-site.js';

/** `/deprovision` as far as it works · stop · remove container and volumes · commit. Never gives up. */
@Injectable()
export class DeprovisionWork extends OperationWork {
  override readonly kind = 'deprovision';

  constructor(
    private readonly sites: InstanceSites,
    private readonly instances: ServiceInstanceStore,
    private readonly goodbye: GoodbyeScript,
    private readonly removal: ContainerRemoval,
  ) {
    super();
  }

  override async run(operation: ClaimedOperation, lease: WorkLease): Promise<void> {
    const site = await this.sites.find(operation.instanceId);
    if (site !== undefined) await this.takeDown({ site, operation, lease });
    await this.instances.completeDeprovision(operation.claim, operation.instanceId);
  }

  private async takeDown(task: InstanceTask): Promise<void> {
    if (!isStatic(task.site.definition)) await this.goodbye.run(task);
    if (!isForeign(task.site.definition)) await this.removal.remove(task);
  }
}
