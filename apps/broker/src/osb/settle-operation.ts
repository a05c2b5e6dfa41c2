import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type NewOperation, type Operation, OperationStore, type Originator } from '#persistence';
import { BrokerConfig } from '../config/broker-config.types.js';
import { OperationRunner } from '../operations/operation-runner.port.js';
import { isBeingUndone } from './decide-last-operation.js';

/** Whoever asks for something to be done. */
export interface Requester {
  readonly requestId: string;
  /** On whose behalf, where the platform says so. */
  readonly originator?: Originator | undefined;
}

/** Whoever asks for something to be made, and may hang up before it is stored. */
export interface Caller extends Requester {
  readonly isWanted: () => Promise<boolean>;
}

export type Settled =
  | { readonly outcome: 'succeeded' }
  | { readonly outcome: 'failed'; readonly description: string; readonly operation: Operation | undefined }
  | { readonly outcome: 'in progress'; readonly operation: Operation };

/**
 * Starts an operation and waits for its end, as long as the platform can wait: a short while when it accepts to poll
 * (Cloud Foundry polls once a minute, so a second's work should not cost the user sixty), else nearly its time limit.
 */
/** Platforms hang up at 60 s, and nearly all of that is over by then. */
const TAKE_BACK_MS = 5_000;

@Injectable()
export class SettleOperation {
  constructor(
    private readonly runner: OperationRunner,
    private readonly operations: OperationStore,
    private readonly config: BrokerConfig,
  ) {}

  /** The intent of a creation or an update: not stored once its caller has gone; past its deadline it is undone. */
  newCreation({ requestId, originator, isWanted }: Caller): NewOperation {
    const deadlineMs = this.config.operations.provisionDeadlineSeconds * 1_000;
    return { operationId: randomUUID(), requestId, originator, deadlineMs, isWanted };
  }

  /** The intent of a deletion, which never gives up. */
  newDeletion({ requestId, originator }: Requester): NewOperation {
    return { operationId: randomUUID(), requestId, originator };
  }

  /** Starts what this request does not wait for. */
  begin(operation: Operation): void {
    this.runner.start(operation);
  }

  async execute(operation: Operation, acceptsIncomplete: boolean): Promise<Settled> {
    const { syncWaitSeconds, blockingWaitSeconds } = this.config.operations;
    this.runner.start(operation);
    const waitMs = (acceptsIncomplete ? syncWaitSeconds : blockingWaitSeconds) * 1_000;
    const ended = await this.runner.waitForEnd(operation.operationId, waitMs);
    return toSettled(operation, ended);
  }

  /** Whoever ordered an update cannot wait any longer: it is taken back, unless it is past that point. */
  async callOff(operation: Operation, description: string): Promise<Settled> {
    await this.operations.callOff(operation.operationId, description);
    this.runner.interrupt(operation.operationId);
    const ended = await this.runner.waitForEnd(operation.operationId, TAKE_BACK_MS);
    return toSettled(operation, ended);
  }

  /** A running creation has become a deletion: its worker stops, and the deletion starts as soon as it has. */
  async overtake(operation: Operation, acceptsIncomplete: boolean): Promise<Settled> {
    this.runner.interrupt(operation.operationId);
    return this.execute(operation, acceptsIncomplete);
  }
}

/** An operation that became another kind while we waited did not do what was asked for. */
function toSettled(asked: Operation, ended: Operation | undefined): Settled {
  if (ended?.kind !== asked.kind)
    return { outcome: 'failed', description: 'The request was overtaken by a deletion.', operation: undefined };
  if (ended.state === 'succeeded') return { outcome: 'succeeded' };
  if (ended.state === 'failed' || isBeingUndone(ended))
    return { outcome: 'failed', description: ended.description, operation: ended };
  return { outcome: 'in progress', operation: ended };
}
