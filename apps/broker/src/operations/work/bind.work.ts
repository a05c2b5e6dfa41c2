import { Injectable } from '@nestjs/common';
import { type ClaimedOperation, type ServiceBinding, ServiceBindingStore } from '#persistence';
import { termsOf } from '../binding-terms.types.js';
import { OperationWork, type WorkLease } from '../operation-work.port.js';
import { WorkFailedError } from '../operations.errors.js';
import { BindingScripts } from './binding-scripts.js';
import { InstanceSites, type InstanceTask, isStatic, toPlaceholderValues } from './instance-site.js';
import { fillPlaceholders } from '../placeholders.types.js';
import { readScriptOutput } from './read-script-output.js';
import { toBindingExtras } from './to-binding-extras.js';

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
    const task = { site, operation, lease };
    return operation.mode === 'undo' ? this.undo(task, binding) : this.make(task, binding);
  }

  private async make(task: InstanceTask, binding: ServiceBinding): Promise<void> {
    const { site, operation } = task;
    const served = await this.scripts.findServed(task);
    if (served === undefined) throw new WorkFailedError("The service's container is gone.");
    const template = isStatic(site.definition)
      ? (site.definition.credentials ?? {})
      : readScriptOutput('/bind', await this.scripts.run(task, binding, { script: '/bind', ...served }));
    const values = toPlaceholderValues(site, served);
    const credentials = fillPlaceholders(template, values) as Record<string, unknown>;
    const extras = toBindingExtras(termsOf(site), values);
    await this.bindings.completeBind(operation.claim, binding.bindingId, { credentials, extras });
  }

  private async undo(task: InstanceTask, binding: ServiceBinding): Promise<void> {
    const revoked = await this.scripts.revoke(task, binding);
    if (revoked.outcome === 'refused' && !revoked.isFinal) throw new WorkFailedError(revoked.reason, revoked.detail);
    await this.bindings.completeUndo(task.operation.claim, binding.bindingId);
  }
}
