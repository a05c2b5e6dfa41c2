import { Injectable } from '@nestjs/common';
import { DELETED_WITH_INSTANCE, type Operation, OperationStore } from '#persistence';
import { BrokerConfig } from '../config/broker-config.types.js';
import { OperationRunner } from '../operations/operation-runner.port.js';
import { decideLastOperation, isBeingUndone, type LastOperation } from './decide-last-operation.js';
import { fromOperationString } from './operation-string.js';

export interface LastOperationQuery {
  readonly instanceId: string;
  readonly bindingId: string | undefined;
  /** What the platform got with the 202; absent, or words of its own with some clients. */
  readonly operation: string | undefined;
}

/** The state of the operation that the platform asks for, held back a moment while it is about to end. */
@Injectable()
export class ReadLastOperation {
  constructor(
    private readonly store: OperationStore,
    private readonly runner: OperationRunner,
    private readonly config: BrokerConfig,
  ) {}

  async execute(query: LastOperationQuery): Promise<LastOperation> {
    const asked = query.operation === undefined ? undefined : fromOperationString(query.operation);
    const operation = await this.hold(await this.find(query, asked?.operationId));
    return decideLastOperation(asked?.kind, operation && (await this.follow(operation)));
  }

  private async hold(operation: Operation | undefined): Promise<Operation | undefined> {
    if (operation?.state !== 'in progress' || isBeingUndone(operation)) return operation;
    return this.runner.waitForEnd(operation.operationId, this.config.operations.pollHoldSeconds * 1_000);
  }

  /** A deletion of the instance takes over from its unbinds (DEP-08): they end with it, and have not failed. */
  private async follow(operation: Operation): Promise<Operation> {
    if (operation.kind !== 'unbind' || operation.description !== DELETED_WITH_INSTANCE) return operation;
    const latest = await this.store.findLatest(operation.instanceId, undefined);
    const isLeaving = latest?.kind === 'deprovision';
    return isLeaving ? { ...operation, state: latest.state, description: latest.description } : toSucceeded(operation);
  }

  /** Under the ids of the path only: an operation of another instance is none of this caller's business (LOB-06). */
  private async find(
    { instanceId, bindingId }: LastOperationQuery,
    operationId: string | undefined,
  ): Promise<Operation | undefined> {
    if (operationId === undefined) return this.store.findLatest(instanceId, bindingId);
    const operation = await this.store.find(operationId);
    return operation?.instanceId === instanceId && operation.bindingId === bindingId ? operation : undefined;
  }
}

/** There is another instance of that id by now, so the deletion has ended. */
function toSucceeded(operation: Operation): Operation {
  return { ...operation, state: 'succeeded', description: 'the binding went with its instance' };
}
