import { Injectable } from '@nestjs/common';
import { ServiceBindingStore } from '#persistence';
import { withoutDrain } from '../../drains/drain-parameter.types.js';
import { WorkFailedError } from '../operations.errors.js';
import { BindingScripts, type Revoked } from './binding-scripts.js';
import { type InstanceTask, isStatic, isTenant } from './instance-site.js';
import { LifecycleScripts } from './lifecycle-scripts.js';
import type { Served } from './service-containers.js';

const MOST_ATTEMPTS = 20;
const REVOKED: Revoked = { outcome: 'revoked' };

/**
 * What takes an instance out of a container that stays, shared or there before us: `/unbind` for each login that it still has, then `/deprovision` for
 * its data. Nothing goes with the container here, so each of them must agree.
 */
@Injectable()
export class LeavingScripts {
  constructor(
    private readonly bindings: ServiceBindingStore,
    private readonly bindingScripts: BindingScripts,
    private readonly scripts: LifecycleScripts,
  ) {}

  async run(task: InstanceTask): Promise<Revoked> {
    if (isStatic(task.site.definition) || !mayHaveLeftSomething(task)) return REVOKED;
    const served = await this.bindingScripts.findServed(task);
    if (served === undefined) return REVOKED;
    const refused = await this.revokeLogins(task);
    return refused ?? this.removeData(task, served);
  }

  private async revokeLogins(task: InstanceTask): Promise<Revoked | undefined> {
    for (const binding of await this.bindings.findReadableOf(task.operation.instanceId)) {
      const operation = { ...task.operation, bindingId: binding.bindingId };
      const revoked = await this.bindingScripts.revoke({ ...task, operation }, binding);
      if (revoked.outcome === 'refused') return revoked;
    }
    return undefined;
  }

  private async removeData(task: InstanceTask, served: Served): Promise<Revoked> {
    const parameters = withoutDrain(task.site.instance.request.parameters);
    try {
      await this.scripts.run(task, { script: '/deprovision', ...served, parameters });
      return REVOKED;
    } catch (error) {
      if (!(error instanceof WorkFailedError)) throw error;
      const isFinal = task.operation.attempts + 1 >= MOST_ATTEMPTS;
      return { outcome: 'refused', reason: error.message, detail: error.detail, isFinal };
    }
  }
}

/** No script has run in a house that is not ready yet, nor for a creation that has not prepared one. */
function mayHaveLeftSomething({ site, operation }: InstanceTask): boolean {
  const isUntouched = operation.mode === 'undo' && operation.execId === undefined;
  return !isUntouched && (!isTenant(site) || site.home.state === 'ready');
}
