import { Injectable, Logger } from '@nestjs/common';
import { DockerDriver } from '#docker-driver';
import { type ClaimedOperation, ServiceInstanceStore } from '#persistence';
import { OperationWork, type WorkLease } from '../operation-work.port.js';
import { WorkFailedError } from '../operations.errors.js';
import { type InstanceSite, InstanceSites, isForeign, isStatic } from './instance-site.js';
import { LifecycleScripts } from './lifecycle-scripts.js';
import { ServiceContainers } from './service-containers.js';

/** `/deprovision` as far as it works · stop · remove container and volumes · commit. Never gives up. */
@Injectable()
export class DeprovisionWork extends OperationWork {
  override readonly kind = 'deprovision';
  private readonly logger = new Logger('Operation');

  constructor(
    private readonly docker: DockerDriver,
    private readonly sites: InstanceSites,
    private readonly instances: ServiceInstanceStore,
    private readonly containers: ServiceContainers,
    private readonly scripts: LifecycleScripts,
  ) {
    super();
  }

  override async run(operation: ClaimedOperation, lease: WorkLease): Promise<void> {
    const site = await this.sites.find(operation.instanceId);
    if (site !== undefined) await this.takeDown(site, operation, lease);
    await this.instances.completeDeprovision(operation.claim, operation.instanceId);
  }

  private async takeDown(site: InstanceSite, operation: ClaimedOperation, lease: WorkLease): Promise<void> {
    if (!isStatic(site.definition)) await this.sayGoodbye(site, operation, lease);
    if (!isForeign(site.definition)) await this.containers.remove(site, lease);
  }

  /** The container goes in any case, so a script that refuses is only worth a line in the log (row 55). */
  private async sayGoodbye(site: InstanceSite, operation: ClaimedOperation, lease: WorkLease): Promise<void> {
    const { definition, instance } = site;
    const name = isForeign(definition) ? definition.containerName : instance.containerName;
    const container = await this.docker.findContainer(site.endpoint, name);
    if (container?.state !== 'running') return;
    const { containerId } = container;
    const { parameters } = instance.request;
    try {
      await this.scripts.run(site, operation, lease, { script: '/deprovision', containerId, ports: site.ports, parameters });
    } catch (error) {
      if (!(error instanceof WorkFailedError)) throw error;
      const { operationId, instanceId } = operation;
      this.logger.warn({ message: error.message, detail: error.detail, operationId, instanceId });
    }
  }
}
