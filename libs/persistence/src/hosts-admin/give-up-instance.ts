import { type EntityManager, IsNull, Not } from 'typeorm';
import { OperationEntity } from '../entities/operation.entity.js';
import { PortClaimEntity } from '../entities/port-claim.entity.js';
import { ServiceBindingEntity } from '../entities/service-binding.entity.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { FAILED, READY } from '../instances/instance-rows.js';
import { ended, findLiving } from '../operations/operation-rows.js';
import type { OperationKind, OperationMode } from '../operations/operation.types.js';
import { decideGivenUp, type GivenUp } from './decide-given-up.js';

interface Step {
  readonly nowMs: string;
  readonly description: string;
}

/** On no host any more, and in no container. */
const NOWHERE = { hostId: '', sharedIn: null, containerId: null, health: 'given up' };

/** Ends all that lives on an instance, and takes it from its host. */
export async function giveUpInstance(manager: EntityManager, step: Step, instanceId: string): Promise<void> {
  const row = await lock(manager, instanceId);
  const living = await findLiving(manager, { instanceId });
  const end = decideGivenUp({
    state: row.state as Parameters<typeof decideGivenUp>[0]['state'],
    isHouse: row.houseKey !== null,
    living: living === null ? undefined : toLiving(living),
  });
  await endBindings(manager, step, instanceId);
  if (living !== null) await endOperation(manager, step, living.id, end.operation);
  await manager.delete(PortClaimEntity, { instanceId });
  await settle(manager, row, end.instance);
}

/** First statement that touches the instance: it puts this transaction in order with binds and deletions. */
async function lock(manager: EntityManager, instanceId: string): Promise<ServiceInstanceEntity> {
  await manager.update(ServiceInstanceEntity, { id: instanceId }, { version: () => 'version + 1' });
  return manager.findOneByOrFail(ServiceInstanceEntity, { id: instanceId });
}

function toLiving({ kind, mode }: OperationEntity): { readonly kind: OperationKind; readonly mode: OperationMode } {
  return { kind: kind as OperationKind, mode: mode as OperationMode };
}

/** Logins went with their host: unbinds have got what they wanted, binds have not. */
async function endBindings(manager: EntityManager, step: Step, instanceId: string): Promise<void> {
  const living = await manager.findBy(OperationEntity, {
    instanceId,
    bindingId: Not(IsNull()),
    liveKey: Not(IsNull()),
  });
  for (const { id, kind, mode, bindingId } of living) {
    const binding = { id: bindingId ?? '' };
    const failure = mode === 'undo' ? 'failed as told' : 'failed';
    await endOperation(manager, step, id, kind === 'unbind' ? 'succeeded' : failure);
    if (kind === 'unbind') await manager.delete(ServiceBindingEntity, binding);
    else await manager.update(ServiceBindingEntity, binding, { state: 'failed' });
  }
}

/** The raised epoch stops whoever works on it. */
async function endOperation(
  manager: EntityManager,
  { nowMs, description }: Step,
  operationId: string,
  end: GivenUp['operation'],
): Promise<void> {
  const said = { succeeded: { description: GONE }, failed: { description, isUsable: 0 }, 'failed as told': {} }[end];
  const state = end === 'succeeded' ? 'succeeded' : 'failed';
  const change = { ...ended(nowMs), ...said, state, epoch: () => 'epoch + 1' };
  await manager.update(OperationEntity, { id: operationId }, change);
}

const GONE = 'gone with its Docker host';

async function settle(
  manager: EntityManager,
  { id, state }: ServiceInstanceEntity,
  end: GivenUp['instance'],
): Promise<void> {
  if (end === 'gone') {
    await manager.delete(ServiceBindingEntity, { instanceId: id });
    await manager.delete(ServiceInstanceEntity, { id });
    return;
  }
  const was = state === 'updating' ? READY : {};
  await manager.update(ServiceInstanceEntity, { id }, { ...NOWHERE, ...(end === 'failed' ? FAILED : was) });
}
