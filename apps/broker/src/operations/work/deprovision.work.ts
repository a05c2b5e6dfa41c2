import { Injectable, Logger } from '@nestjs/common';
import { type ClaimedOperation, ServiceInstanceStore } from '#persistence';
import { OperationWork, type WorkLease } from '../operation-work.port.js';
import { WorkBlockedError, WorkFailedError } from '../operations.errors.js';
import { InstanceSites, type InstanceTask, isForeign, isStatic } from './instance-site.js';
import { LifecycleScripts } from './lifecycle-scripts.js';
import { ServiceContainers } from './service-containers.js';

/** `/deprovision` as far as it works · stop · remove container and volumes · commit. Never gives up. */
@Injectable()
export class DeprovisionWork extends OperationWork {
  override readonly kind = 'deprovision';
  private readonly logger = new Logger('Operation');

  constructor(
    private readonly sites: InstanceSites,
    private readonly instances: ServiceInstanceStore,
    private readonly containers: ServiceContainers,
    private readonly scripts: LifecycleScripts,
  ) {
    super();
  }

  override async run(operation: ClaimedOperation, lease: WorkLease): Promise<void> {
    const site = await this.sites.find(operation.instanceId);
    if (site !== undefined) await this.takeDown({ site, operation, lease });
    await this.instances.completeDeprovision(operation.claim, operation.instanceId);
  }

  private async takeDown(task: InstanceTask): Promise<void> {
    if (!isStatic(task.site.definition)) await this.sayGoodbye(task);
    if (!isForeign(task.site.definition)) await this.containers.remove(task);
  }

  /** The container goes in any case, so a script that refuses, or hangs, is only worth a line in the log (row 55). */
  private async sayGoodbye(task: InstanceTask): Promise<void> {
    const container = await this.containers.find(task.site);
    if (container?.state !== 'running') return;
    const { containerId } = container;
    const { ports, instance } = task.site;
    const { parameters } = instance.request;
    try {
      await this.scripts.run(task, { script: '/deprovision', containerId, ports, parameters });
    } catch (error) {
      const isHanging = error instanceof WorkBlockedError && !task.lease.signal.aborted;
      if (!isHanging && !(error instanceof WorkFailedError)) throw error;
      const { operationId, instanceId } = task.operation;
      const detail = error instanceof WorkFailedError ? error.detail : undefined;
      this.logger.warn({ message: error.message, detail, operationId, instanceId });
    }
  }
}
