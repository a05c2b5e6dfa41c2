import type { EntityManager } from 'typeorm';
import { findRow } from '../database/find-rows.js';
import { ReadAgain } from '../database/read-again.js';
import { type Change, deleteRows, insertRow, updateRows } from '../database/change-rows.js';
import { OperationEntity } from '../entities/operation.entity.js';
import type { SecretBox, SecretPlace } from '../secrets/secret-box.js';
import type { StoreContext } from '../store-context.js';
import { FencedError, WithdrawnError } from '../persistence.errors.js';
import type {
  Claim,
  NewOperation,
  Operation,
  OperationKind,
  OperationMode,
  OperationState,
} from './operation.types.js';

/** What at most one operation lives on: an instance, or a binding. */
interface LiveTarget {
  readonly instanceId: string;
  readonly bindingId?: string;
}

export interface OperationTarget extends LiveTarget {
  readonly kind: OperationKind;
  readonly hostId: string;
}

function liveKeyOf({ instanceId, bindingId }: LiveTarget): string {
  return bindingId === undefined ? `i/${instanceId}` : `b/${bindingId}`;
}

export function toOperation(row: OperationEntity): Operation {
  return {
    operationId: row.id,
    kind: row.kind as OperationKind,
    instanceId: row.instanceId,
    bindingId: row.bindingId ?? undefined,
    hostId: row.hostId ?? undefined,
    state: row.state as OperationState,
    mode: row.mode as OperationMode,
    step: row.step,
    description: row.description,
    execId: row.execId ?? undefined,
    epoch: row.epoch,
    attempts: row.attempts,
    requestId: row.requestId,
    isRepeatable: row.isRepeatable === 1,
    isUsable: row.isUsable === 1,
  };
}

/**
 * Writes the intent. A second living operation on the same target violates `live_key`: the transaction is run again.
 * Whoever has hung up is asked for only now, while nobody can learn any more that the target does not exist (row 4).
 */
export async function insertOperation(
  manager: EntityManager,
  { nowMs, box }: StoreContext,
  target: OperationTarget,
  operation: NewOperation,
): Promise<Operation> {
  const originatorSealed = sealOriginator(operation.operationId, operation, box);
  const blank = { ...blankRow(target, operation), originatorSealed };
  const row = { ...blank, createdAt: () => nowMs, updatedAt: () => nowMs, dueAt: () => nowMs };
  const deadlineAt =
    operation.deadlineMs === undefined ? null : () => `${nowMs} + ${Math.trunc(operation.deadlineMs ?? 0)}`;
  await insertRow(manager, OperationEntity, { ...row, deadlineAt });
  if ((await operation.isWanted?.()) === false) throw new WithdrawnError('Whoever asked for it has hung up.');
  return toOperation({ ...blank, createdAt: 0, updatedAt: 0, dueAt: 0, deadlineAt: null });
}

/**
 * Proves that nobody is just about to create the target: their intent has the same `live_key`, so this waits for their
 * commit, and violates the key after it.
 */
export async function meetNobody(
  manager: EntityManager,
  context: StoreContext,
  target: OperationTarget,
  operation: NewOperation,
): Promise<void> {
  await insertOperation(manager, context, target, operation);
  await deleteRows(manager, OperationEntity, { where: { id: operation.operationId } });
}

function blankRow(
  target: OperationTarget,
  operation: NewOperation,
): Omit<OperationEntity, 'createdAt' | 'updatedAt' | 'dueAt' | 'deadlineAt' | 'originatorSealed'> {
  return {
    id: operation.operationId,
    liveKey: liveKeyOf(target),
    execKey: null,
    kind: target.kind,
    instanceId: target.instanceId,
    bindingId: target.bindingId ?? null,
    hostId: target.hostId,
    state: 'in progress',
    mode: 'forward',
    step: 'accepted',
    description: 'accepted',
    execId: null,
    owner: null,
    epoch: 0,
    attempts: 0,
    requestId: operation.requestId,
    isRepeatable: 1,
    isUsable: 1,
  };
}

/** Who it is says more of people than the database needs to show to everybody who reads it. */
function sealOriginator(operationId: string, { originator }: NewOperation, box: SecretBox): string | null {
  return originator === undefined ? null : box.sealJson(originator, originatorPlace(operationId));
}

export function originatorPlace(operationId: string): SecretPlace {
  return { table: 'operation', column: 'originator', rowId: operationId };
}

/**
 * The guard of every worker's write: still alive, still this owner, still this epoch. Throws `FencedError` unless exactly
 * one row was changed.
 */
export async function changeClaimed(
  manager: EntityManager,
  claim: Claim,
  change: Change<OperationEntity>,
): Promise<void> {
  const { operationId, owner, epoch } = claim;
  const own = { where: { id: operationId, owner, epoch }, condition: 'live_key IS NOT NULL' };
  if ((await updateRows(manager, OperationEntity, change, own)) !== 1)
    throw new FencedError(`Operation ${claim.operationId} belongs to another worker by now.`);
}

/** The end of an operation, in one transaction with what it changes: its locks go, the row stays as a tombstone. */
export function endOperation(
  manager: EntityManager,
  nowMs: string,
  claim: Claim,
  end: { state: 'succeeded' | 'failed'; description?: string; isUsable?: number },
): Promise<void> {
  return changeClaimed(manager, claim, { ...ended(nowMs), ...end });
}

/** Columns of an operation that lives no longer. */
export function ended(nowMs: string): Change<OperationEntity> {
  return { liveKey: null, execKey: null, owner: null, dueAt: null, updatedAt: () => nowMs };
}

/** The living operation on a target, if there is one. */
export function findLiving(manager: EntityManager, target: LiveTarget): Promise<OperationEntity | null> {
  return findRow(manager, OperationEntity, { liveKey: liveKeyOf(target) });
}

/** A DELETE meets a running creation or update: the same row becomes the deletion. */
export async function overtake(
  manager: EntityManager,
  { nowMs, box }: StoreContext,
  row: OperationEntity,
  { kind, by }: { readonly kind: 'deprovision' | 'unbind'; readonly by: NewOperation },
): Promise<Operation> {
  const said = { kind, description: `the ${row.kind} is halted and undone` };
  const turn = { ...said, mode: 'forward', step: 'accepted' } as const;
  await seize(manager, nowMs, row, { ...turn, originatorSealed: sealOriginator(row.id, by, box) });
  return { ...toOperation(row), ...turn, epoch: row.epoch + 1 };
}

/** Whoever ordered an update cannot wait: it is taken back, by whoever works on it next. */
export function callOff(
  manager: EntityManager,
  nowMs: string,
  row: OperationEntity,
  description: string,
): Promise<void> {
  return seize(manager, nowMs, row, { mode: 'undo', step: 'undo', description });
}

/**
 * Takes a living operation out of its worker's hands by a raised epoch, which fences it. Nobody starts on it before the
 * old lease is over, unless the fenced worker says that it stopped (`giveWay`).
 */
async function seize(
  manager: EntityManager,
  nowMs: string,
  row: OperationEntity,
  change: Change<OperationEntity>,
): Promise<void> {
  const seizing: Change<OperationEntity> = {
    ...change,
    epoch: row.epoch + 1,
    owner: null,
    dueAt: row.owner === null ? () => nowMs : () => `due_at + ${GRACE_MS}`,
    attempts: 0,
    deadlineAt: null,
    updatedAt: () => nowMs,
  };
  const asRead = { where: { id: row.id, epoch: row.epoch }, condition: 'live_key IS NOT NULL' };
  if ((await updateRows(manager, OperationEntity, seizing, asRead)) !== 1) throw new ReadAgain();
}

const GRACE_MS = 1_500;
