import { Injectable, Logger } from '@nestjs/common';
import { DockerDriverError, HostUnreachableError } from '#docker-driver';
import { type ClaimedOperation, type InstanceTarget, ServiceInstanceStore } from '#persistence';
import { OperationWork, type WorkLease } from '../operation-work.port.js';
import { WorkFailedError } from '../operations.errors.js';
import { InstanceSites, type InstanceTask } from './instance-site.js';
import { UpdateEnd } from './update-end.js';
import { UpdateSteps } from './update-steps.js';

const MOST_TRIES_BACK = 5;

/**
 * Limits in place, or a new container · `/update` · one commit · the old container goes. Or, when it failed, back to what
 * the instance was: until the commit everything that it was is still there.
 */
@Injectable()
export class UpdateWork extends OperationWork {
  override readonly kind = 'update';
  private readonly logger = new Logger('Operation');

  constructor(
    private readonly sites: InstanceSites,
    private readonly instances: ServiceInstanceStore,
    private readonly steps: UpdateSteps,
    private readonly end: UpdateEnd,
  ) {
    super();
  }

  override async run(operation: ClaimedOperation, lease: WorkLease): Promise<void> {
    const site = await this.sites.find(operation.instanceId);
    const target = site?.instance.target;
    if (site === undefined || target === undefined) throw new WorkFailedError('The instance is gone.');
    const task = { site, operation, lease };
    if (site.instance.generation === target.generation) return this.settle(task);
    if (operation.mode === 'undo') return this.goBack(task, target);
    if ((await this.steps.take(task, target)) === 'switched') return this.run(operation, lease);
    await this.instances.completeUpdate(operation.claim, operation.instanceId);
  }

  /** Past the switch there is no way back, whatever the operation says. */
  private async settle(task: InstanceTask): Promise<void> {
    await this.end.settle(task);
    await this.instances.completeUpdate(task.operation.claim, task.operation.instanceId);
  }

  /** What cannot be brought back to life after some tries is said to be broken: the next update may mend it (UPD-17). */
  private async goBack(task: InstanceTask, target: InstanceTarget): Promise<void> {
    const { claim, instanceId } = task.operation;
    const isUsable = await this.end.goBack(task, target).then(
      () => true,
      (error: unknown) => this.giveUp(task, error),
    );
    await this.instances.failUpdate(claim, instanceId, isUsable);
  }

  private giveUp({ operation }: InstanceTask, error: unknown): false {
    const { operationId, instanceId, attempts } = operation;
    const isAway = error instanceof HostUnreachableError;
    const isKnown = error instanceof WorkFailedError || (error instanceof DockerDriverError && !isAway);
    if (!isKnown || attempts + 1 < MOST_TRIES_BACK) throw error;
    const reason = error.message;
    const detail = error instanceof WorkFailedError ? error.detail : undefined;
    this.logger.error({
      message: 'an instance does not work since its update failed',
      operationId,
      instanceId,
      reason,
      detail,
    });
    return false;
  }
}
