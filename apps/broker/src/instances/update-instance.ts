import { Injectable } from '@nestjs/common';
import {
  type InstanceTarget,
  type OpenedUpdate,
  type Operation,
  OperationStore,
  type ServiceInstance,
  ServiceInstanceStore,
} from '#persistence';
import type { ServiceDefinition } from '../catalog/service-definition.types.js';
import {
  AsyncRequiredError,
  ConcurrencyError,
  NotFoundError,
  UnprocessableError,
  UpdateRefusedError,
} from '../osb/osb.errors.js';
import { GIVEN_UP } from '../osb/given-up.js';
import { type Caller, SettleOperation, type Settled } from '../osb/settle-operation.js';
import { decideUpdate } from './decide-update.js';
import { describeLimit, describeLackOfMemory, toLimits } from './instance-limits.js';
import type { InstanceWish } from './to-instance-wish.js';
import { toUpdateError } from './to-update-error.js';
import { UpdateTargets } from './update-targets.js';

export interface UpdateInput extends Caller, InstanceWish {
  readonly instanceId: string;
  readonly serviceId: string;
  /** Absent: the plan stays (UPD-02). */
  readonly planId: string | undefined;
  readonly acceptsIncomplete: boolean;
}

export type UpdateOutcome =
  | { readonly outcome: 'updated'; readonly dashboardUrl: string | undefined }
  | { readonly outcome: 'accepted'; readonly operation: Operation; readonly dashboardUrl: string | undefined };

const MOST_READS = 5;
const COME_AGAIN =
  'The instance is still being updated for an earlier request; ask again with accepts_incomplete=true.';
const TOO_LATE = 'The update was not ready in time and is taken back; try again with accepts_incomplete=true.';

/** PATCH of an instance: what is news is stored first, done then; the same request again waits for what it began. */
@Injectable()
export class UpdateInstance {
  constructor(
    private readonly targets: UpdateTargets,
    private readonly instances: ServiceInstanceStore,
    private readonly operations: OperationStore,
    private readonly settle: SettleOperation,
  ) {}

  /** Read again when another update has ended between reading and storing. */
  async execute(input: UpdateInput): Promise<UpdateOutcome> {
    for (let reads = 0; reads < MOST_READS; reads += 1) {
      const instance = await this.instances.find(input.instanceId);
      await this.targets.checkService(input.serviceId, instance);
      if (instance === undefined || instance.state === 'failed')
        throw new NotFoundError('The instance does not exist.');
      if (instance.health === 'given up') throw new UpdateRefusedError(GIVEN_UP);
      const outcome = await this.update(input, instance);
      if (outcome !== 'changed') return outcome;
    }
    return this.busy();
  }

  private async update(input: UpdateInput, instance: ServiceInstance): Promise<UpdateOutcome | 'changed'> {
    const target = await this.targets.find(instance, input);
    if (instance.state === 'updating' && instance.target?.requestHash === target.requestHash)
      return this.join(input, target);
    if (instance.state !== 'ready') return this.busy();
    await this.targets.checkVersion(instance, target, input.version);
    const { planName, request } = target;
    switch (decideUpdate(instance, { planName, ...request, version: input.version })) {
      case 'nothing':
        return { outcome: 'updated', dashboardUrl: instance.dashboardUrl };
      case 'record':
        return this.record(instance, target);
      case 'change':
        return this.open(input, instance, target);
    }
  }

  private async record(instance: ServiceInstance, target: InstanceTarget): Promise<UpdateOutcome | 'changed'> {
    const isRecorded = await this.instances.recordRequest(instance, target);
    return isRecorded ? { outcome: 'updated', dashboardUrl: instance.dashboardUrl } : 'changed';
  }

  private async open(
    input: UpdateInput,
    instance: ServiceInstance,
    target: InstanceTarget,
  ): Promise<UpdateOutcome | 'changed'> {
    const { instanceId } = input;
    const operation = this.settle.newCreation(input);
    const limits = toLimits(target.definition as ServiceDefinition);
    const asked = { limits, memory: this.targets.memoryOf(instance, target) };
    const opened = await this.instances.openUpdate({ instanceId, seen: instance, target, ...asked, operation });
    return this.follow(input, target, opened);
  }

  private follow(
    input: UpdateInput,
    target: InstanceTarget,
    opened: OpenedUpdate,
  ): Promise<UpdateOutcome | 'changed'> | 'changed' {
    switch (opened.outcome) {
      case 'opened':
        return this.finish(input, target, opened.operation);
      case 'busy':
        return this.busy();
      case 'limit reached':
        throw new UnprocessableError(describeLimit(opened.limit, target.definition as ServiceDefinition));
      case 'no room':
        throw new UnprocessableError(describeLackOfMemory(target.definition as ServiceDefinition));
      case 'unknown':
      case 'not ready':
      case 'changed':
        return 'changed';
    }
  }

  /** What another request began is that one's to call off. */
  private async join(input: UpdateInput, target: InstanceTarget): Promise<UpdateOutcome | 'changed'> {
    const running = await this.operations.findLatest(input.instanceId, undefined);
    if (running?.kind !== 'update' || running.state !== 'in progress') return 'changed';
    const settled = await this.settle.execute(running, input.acceptsIncomplete);
    if (settled.outcome === 'in progress' && !input.acceptsIncomplete) throw new AsyncRequiredError(COME_AGAIN);
    return this.answer(input, target, settled);
  }

  /** A platform that cannot poll must not be left with an update that comes true later (UPD-16). */
  private async finish(input: UpdateInput, target: InstanceTarget, operation: Operation): Promise<UpdateOutcome> {
    const settled = await this.settle.execute(operation, input.acceptsIncomplete);
    const mustEnd = settled.outcome === 'in progress' && !input.acceptsIncomplete;
    return this.answer(input, target, mustEnd ? await this.callOff(target, operation) : settled);
  }

  /** Past the switch it cannot be: then only the old container is still to go. */
  private async callOff({ generation }: InstanceTarget, operation: Operation): Promise<Settled> {
    const end = await this.settle.callOff(operation, TOO_LATE);
    if (end.outcome !== 'in progress') return end;
    const instance = await this.instances.find(operation.instanceId);
    if (instance?.generation === generation) return { outcome: 'succeeded' };
    return { outcome: 'failed', description: TOO_LATE, operation: end.operation };
  }

  private async answer(input: UpdateInput, target: InstanceTarget, settled: Settled): Promise<UpdateOutcome> {
    if (settled.outcome === 'failed') throw toUpdateError(settled);
    if (settled.outcome === 'in progress')
      return { outcome: 'accepted', operation: settled.operation, dashboardUrl: target.dashboardUrl };
    return { outcome: 'updated', dashboardUrl: (await this.instances.find(input.instanceId))?.dashboardUrl };
  }

  private busy(): never {
    throw new ConcurrencyError('Another operation on this instance or one of its bindings is in progress.');
  }
}
