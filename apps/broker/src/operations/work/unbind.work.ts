import { Injectable, Logger } from '@nestjs/common';
import { type ClaimedOperation, SecretUnreadableError, ServiceBindingStore } from '#persistence';
import { OperationWork, type WorkLease } from '../operation-work.port.js';
import { WorkFailedError } from '../operations.errors.js';
import { BindingScripts } from './binding-scripts.js';
import { InstanceSites } from './instance-site.js';

const UNREADABLE =
  'What the broker has stored of the binding cannot be read, so its login cannot be revoked by itself: delete the instance, or ask the operator.';

/** `/unbind`, until it agrees, what is stored of it does not open (T18), or it has refused so often that a person must look (failure-model row 51). */
@Injectable()
export class UnbindWork extends OperationWork {
  override readonly kind = 'unbind';
  private readonly logger = new Logger('Operation');

  constructor(
    private readonly sites: InstanceSites,
    private readonly bindings: ServiceBindingStore,
    private readonly scripts: BindingScripts,
  ) {
    super();
  }

  override async run(operation: ClaimedOperation, lease: WorkLease): Promise<void> {
    try {
      await this.revoke(operation, lease);
    } catch (error) {
      if (!(error instanceof SecretUnreadableError) || error.retryable) throw error;
      this.tell(operation, error);
      await this.bindings.failUnbind(operation.claim, operation.bindingId ?? '', UNREADABLE);
    }
  }

  private async revoke(operation: ClaimedOperation, lease: WorkLease): Promise<void> {
    const bindingId = operation.bindingId ?? '';
    const binding = await this.bindings.find(bindingId);
    const site = await this.sites.find(operation.instanceId);
    if (binding === undefined || site === undefined) return this.bindings.completeUnbind(operation.claim, bindingId);
    const revoked = await this.scripts.revoke({ site, operation, lease }, binding);
    if (revoked.outcome === 'revoked') return this.bindings.completeUnbind(operation.claim, bindingId);
    if (!revoked.isFinal) throw new WorkFailedError(revoked.reason, revoked.detail);
    await this.bindings.failUnbind(operation.claim, bindingId, revoked.reason);
  }

  private tell({ operationId, instanceId, bindingId }: ClaimedOperation, { message: reason }: Error): void {
    const message = 'a login cannot be revoked by itself: what is stored of it does not open';
    this.logger.error({ message, operationId, instanceId, bindingId, reason });
  }
}
