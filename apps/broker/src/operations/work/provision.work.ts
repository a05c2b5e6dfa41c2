import { Injectable } from '@nestjs/common';
import { type ClaimedOperation, ServiceInstanceStore } from '#persistence';
import { OperationWork, type WorkLease } from '../operation-work.port.js';
import { WorkFailedError } from '../operations.errors.js';
import { type InstanceSite, InstanceSites, isForeign, isStatic } from './instance-site.js';
import { LifecycleScripts } from './lifecycle-scripts.js';
import { fillText } from './placeholders.js';
import { readDashboardUrl } from './read-dashboard-url.js';
import { readScriptOutput } from './read-script-output.js';
import { type Served, ServiceContainers } from './service-containers.js';
import { ServiceImages } from './service-images.js';

/** image · ports · container · start · health or `/provision` · commit; or, when it failed, all of it taken back. */
@Injectable()
export class ProvisionWork extends OperationWork {
  override readonly kind = 'provision';

  constructor(
    private readonly sites: InstanceSites,
    private readonly instances: ServiceInstanceStore,
    private readonly images: ServiceImages,
    private readonly containers: ServiceContainers,
    private readonly scripts: LifecycleScripts,
  ) {
    super();
  }

  override async run(operation: ClaimedOperation, lease: WorkLease): Promise<void> {
    const site = await this.sites.find(operation.instanceId);
    if (site === undefined) throw new WorkFailedError('The instance is gone.');
    if (operation.mode === 'undo') return this.undo(site, operation, lease);
    const served = await this.serve(site, operation, lease);
    const dashboardUrl = await this.findDashboardUrl(site, served, operation, lease);
    await this.instances.completeProvision(operation.claim, operation.instanceId, { dashboardUrl });
  }

  private async serve(site: InstanceSite, operation: ClaimedOperation, lease: WorkLease): Promise<Served> {
    if (isForeign(site.definition)) return this.containers.findForeign(site);
    const image = await lease.step('image', 'looking for the image', () => this.images.ensure(site, lease));
    const served = await this.containers.ensureRunning(site, image, operation, lease);
    if (isStatic(site.definition)) await this.containers.waitUntilHealthy(site, image, served.containerId, lease);
    return served;
  }

  private async findDashboardUrl(
    site: InstanceSite,
    served: Served,
    operation: ClaimedOperation,
    lease: WorkLease,
  ): Promise<string | undefined> {
    const url = isStatic(site.definition)
      ? site.definition.dashboardUrl?.dashboard_url
      : await this.runScript(site, served, operation, lease);
    return url === undefined ? undefined : fillText(url, { host: site.host.serviceHost, ports: served.ports });
  }

  private async runScript(
    site: InstanceSite,
    served: Served,
    operation: ClaimedOperation,
    lease: WorkLease,
  ): Promise<string | undefined> {
    const { parameters } = site.instance.request;
    const outcome = await this.scripts.run(site, operation, lease, { script: '/provision', ...served, parameters });
    return readDashboardUrl(readScriptOutput('/provision', outcome));
  }

  private async undo(site: InstanceSite, operation: ClaimedOperation, lease: WorkLease): Promise<void> {
    if (!isForeign(site.definition)) await this.containers.remove(site, lease);
    await this.instances.completeUndo(operation.claim, operation.instanceId);
  }
}
