import { Injectable } from '@nestjs/common';
import { type ClaimedOperation, type ServiceBinding, ServiceBindingStore } from '#persistence';
import { OperationWork, type WorkLease } from '../operation-work.port.js';
import { WorkFailedError } from '../operations.errors.js';
import { BindingScripts } from './binding-scripts.js';
import { type InstanceSite, InstanceSites, isStatic } from './instance-site.js';
import { fillPlaceholders } from './placeholders.js';
import { readScriptOutput } from './read-script-output.js';

/** Credentials, from the plan or from `/bind`; or, when it failed, `/unbind` for what `/bind` may have made. */
@Injectable()
export class BindWork extends OperationWork {
  override readonly kind = 'bind';

  constructor(
    private readonly sites: InstanceSites,
    private readonly bindings: ServiceBindingStore,
    private readonly scripts: BindingScripts,
  ) {
    super();
  }

  override async run(operation: ClaimedOperation, lease: WorkLease): Promise<void> {
    const binding = await this.bindings.find(operation.bindingId ?? '');
    const site = await this.sites.find(operation.instanceId);
    if (binding === undefined || site === undefined) throw new WorkFailedError('The instance is gone.');
    if (operation.mode === 'undo') return this.undo(site, binding, operation, lease);
    const credentials = await this.makeCredentials(site, binding, operation, lease);
    await this.bindings.completeBind(operation.claim, binding.bindingId, credentials);
  }

  private async makeCredentials(
    site: InstanceSite,
    binding: ServiceBinding,
    operation: ClaimedOperation,
    lease: WorkLease,
  ): Promise<Readonly<Record<string, unknown>>> {
    const served = await this.scripts.findServed(site);
    if (served === undefined) throw new WorkFailedError("The service's container is gone.");
    const template = isStatic(site.definition)
      ? (site.definition.credentials ?? {})
      : readScriptOutput('/bind', await this.scripts.run(site, binding, operation, lease, { script: '/bind', ...served }));
    return fillPlaceholders(template, { host: site.host.serviceHost, ports: served.ports }) as Record<string, unknown>;
  }

  private async undo(
    site: InstanceSite,
    binding: ServiceBinding,
    operation: ClaimedOperation,
    lease: WorkLease,
  ): Promise<void> {
    const revoked = await this.scripts.revoke(site, binding, operation, lease);
    if (revoked.outcome === 'refused' && !revoked.isFinal) throw new WorkFailedError(revoked.reason, revoked.detail);
    await this.bindings.completeUndo(operation.claim, binding.bindingId);
  }
}
