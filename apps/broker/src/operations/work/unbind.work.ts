import { Injectable } from '@nestjs/common';
import { type ClaimedOperation, ServiceBindingStore } from '#persistence';
import { OperationWork, type WorkLease } from '../operation-work.port.js';
import { WorkFailedError } from '../operations.errors.js';
import { BindingScripts } from './binding-scripts.js';
import { InstanceSites } from './instance-site.js';

/** `/unbind`, until it agrees, or has refused so often that a person must look (failure-model row 51). */
@Injectable()
export class UnbindWork extends OperationWork {
  override readonly kind = 'unbind';

  constructor(
    private readonly sites: InstanceSites,
    private readonly bindings: ServiceBindingStore,
    private readonly scripts: BindingScripts,
  ) {
    super();
  }

  override async run(operation: ClaimedOperation, lease: WorkLease): Promise<void> {
    const bindingId = operation.bindingId ?? '';
    const binding = await this.bindings.find(bindingId);
    const site = await this.sites.find(operation.instanceId);
    if (binding === undefined || site === undefined) return this.bindings.completeUnbind(operation.claim, bindingId);
    const revoked = await this.scripts.revoke({ site, operation, lease }, binding);
    if (revoked.outcome === 'revoked') return this.bindings.completeUnbind(operation.claim, bindingId);
    if (!revoked.isFinal) throw new WorkFailedError(revoked.reason, revoked.detail);
    await this.bindings.failUnbind(operation.claim, bindingId, revoked.reason);
  }
}
