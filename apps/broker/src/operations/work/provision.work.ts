import { Injectable } from '@nestjs/common';
import { withoutDrain } from '../../drains/drain-parameter.types.js';
import { type ClaimedOperation, ServiceInstanceStore } from '#persistence';
import { OperationWork, type WorkLease } from '../operation-work.port.js';
import { WorkFailedError } from '../operations.errors.js';
import { InstancePlaces } from './instance-places.js';
import { InstanceSites, type InstanceTask, isStatic, toPlaceholderValues } from './instance-site.js';
import { LifecycleScripts } from './lifecycle-scripts.js';
import { fillText } from '../placeholders.types.js';
import { checkDashboardLength, readDashboardUrl } from './read-dashboard-url.js';
import { readScriptOutput } from './read-script-output.js';
import type { Served } from './service-containers.js';

/** image · ports · container · start · health or `/provision` · commit; or, when it failed, all of it taken back. */
@Injectable()
export class ProvisionWork extends OperationWork {
  override readonly kind = 'provision';

  constructor(
    private readonly sites: InstanceSites,
    private readonly instances: ServiceInstanceStore,
    private readonly places: InstancePlaces,
    private readonly scripts: LifecycleScripts,
  ) {
    super();
  }

  override async run(operation: ClaimedOperation, lease: WorkLease): Promise<void> {
    const site = await this.sites.find(operation.instanceId);
    if (site === undefined) throw new WorkFailedError('The instance is gone.');
    const task = { site, operation, lease };
    return operation.mode === 'undo' ? this.undo(task) : this.make(task);
  }

  private async make(task: InstanceTask): Promise<void> {
    const { site, operation, lease } = task;
    const served = await this.places.ensureServed(task);
    if (served === 'moved') return this.run(operation, lease);
    const template = await this.findDashboard(task, served);
    const values = toPlaceholderValues(site, served);
    const dashboardUrl = template === undefined ? undefined : checkDashboardLength(fillText(template, values));
    await this.instances.completeProvision(operation.claim, operation.instanceId, { dashboardUrl });
  }

  /** A house is a container and nothing else: scripts are run for those who live in it. */
  private async findDashboard(task: InstanceTask, served: Served): Promise<string | undefined> {
    const { instance, definition } = task.site;
    if (instance.isHouse) return undefined;
    return isStatic(definition) ? definition.dashboardUrl?.dashboard_url : this.runScript(task, served);
  }

  private async runScript(task: InstanceTask, served: Served): Promise<string | undefined> {
    const parameters = withoutDrain(task.site.instance.request.parameters);
    const outcome = await this.scripts.run(task, { script: '/provision', ...served, parameters });
    return readDashboardUrl(readScriptOutput('/provision', outcome));
  }

  private async undo(task: InstanceTask): Promise<void> {
    await this.places.clear(task);
    await this.instances.completeUndo(task.operation.claim, task.operation.instanceId);
  }
}
