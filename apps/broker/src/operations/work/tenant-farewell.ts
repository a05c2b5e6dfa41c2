import { Injectable, Logger } from '@nestjs/common';
import { HouseStore, ServiceInstanceStore } from '#persistence';
import { WorkFailedError } from '../operations.errors.js';
import type { InstanceTask } from './instance-site.js';
import { LeavingScripts } from './leaving-scripts.js';

/** The deletion of an instance whose container stays: it, and its seat there, is gone once nothing of it is left. */
@Injectable()
export class TenantFarewell {
  private readonly logger = new Logger('Operation');

  constructor(
    private readonly instances: ServiceInstanceStore,
    private readonly houses: HouseStore,
    private readonly leaving: LeavingScripts,
  ) {}

  async run(task: InstanceTask): Promise<void> {
    const { claim, instanceId, operationId } = task.operation;
    const left = await this.leaving.run(task);
    if (left.outcome === 'revoked') return this.instances.completeDeprovision(claim, instanceId);
    const { reason, detail, isFinal } = left;
    if (!isFinal) throw new WorkFailedError(reason, detail);
    await this.houses.failLeaving(claim, instanceId, reason);
    const message = 'an instance cannot be removed from the container that it uses';
    const { sharedIn } = task.site.instance;
    this.logger.error({ message, operationId, instanceId, sharedIn, reason, detail });
  }
}
