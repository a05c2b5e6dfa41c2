import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { DockerDriverError } from '#docker-driver';
import {
  type ClaimedOperation,
  type DueOperation,
  type Failure,
  FencedError,
  type Operation,
  OperationStore,
  PersistenceError,
} from '#persistence';
import { describeError } from '#logging';
import { HostNotAllowedError, HostUnknownError } from '../agents-registry/agents-registry.errors.js';
import { BrokerConfig } from '../config/broker-config.types.js';
import { decideNext, type NextMove } from './decide-next.js';
import { Lease } from './lease.js';
import { OperationRunner } from './operation-runner.port.js';
import { OperationWork } from './operation-work.port.js';
import { WorkBlockedError, WorkFailedError } from './operations.errors.js';
import { WaitingRoom } from './waiting-room.js';
import { Workers } from './workers.js';

const WATCH_EVERY_MS = 200;
const STOP_WITHIN_MS = 5_000;
const EXPECTED = [
  DockerDriverError,
  PersistenceError,
  WorkFailedError,
  WorkBlockedError,
  HostUnknownError,
  HostNotAllowedError,
];
export const ALL_WORK = Symbol('all kinds of work');

interface BreakOff {
  readonly error: unknown;
  readonly lease: Lease;
}

/** Claims operations, runs their work, and decides what follows when it throws. Its memory is the database. */
@Injectable()
export class DurableOperationRunner extends OperationRunner implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Operation');
  private readonly owner = randomUUID();
  private readonly workers: Workers;
  private readonly leaseMs: number;
  private readonly waitingRoom = new WaitingRoom();
  private isStopping = false;
  private turnedAway = false;

  constructor(
    private readonly store: OperationStore,
    @Inject(ALL_WORK) private readonly works: readonly OperationWork[],
    { operations }: BrokerConfig,
  ) {
    super();
    this.workers = new Workers({ total: operations.workers, perHost: operations.workersPerHost });
    this.leaseMs = operations.leaseSeconds * 1_000;
  }

  override start(operation: DueOperation): void {
    if (this.isStopping) return;
    const worker = this.workers.admit(operation);
    this.turnedAway ||= worker === undefined;
    if (worker === undefined) return;
    worker.end = this.claimAndRun(operation.operationId).finally(() => {
      this.leave(operation.operationId);
    });
    this.waitingRoom.call(operation.operationId);
  }

  override async waitForEnd(operationId: string, waitMs: number): Promise<Operation | undefined> {
    const giveUpAt = performance.now() + waitMs;
    for (;;) {
      const leftMs = Math.max(0, giveUpAt - performance.now());
      const own = this.workers.find(operationId)?.end;
      if (own !== undefined) await this.waitingRoom.wait(leftMs, own);
      const operation = await this.store.find(operationId);
      if (operation?.state !== 'in progress' || leftMs <= 0 || this.isStopping) return operation;
      // Another broker's worker says nothing when it ends; one of ours does when it begins.
      if (this.workers.find(operationId) === undefined)
        await this.waitingRoom.waitForCall(operationId, Math.min(WATCH_EVERY_MS, leftMs));
    }
  }

  override interrupt(operationId: string): void {
    this.workers.find(operationId)?.lease?.interrupt();
  }

  /** Takes up what nobody works on: left by a dead broker, postponed, or overtaken. */
  async resume(): Promise<void> {
    const { room } = this.workers;
    if (room <= 0 || this.isStopping) return;
    this.turnedAway = false;
    const due = await this.store.findDue(room, this.workers.busyHosts());
    this.turnedAway ||= due.length === room;
    for (const operation of due) this.start(operation);
  }

  /**
   * Requests that wait are answered, and leases are given back, so that the next broker goes on at once (row 9). An
   * effect that has begun gets a moment to end; what it does afterwards is as if this process had been killed.
   */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    this.waitingRoom.close();
    for (const { lease } of this.workers.all()) lease?.interrupt();
    const ends = Promise.all(this.workers.all().map(({ end }) => end));
    await Promise.race([ends, sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
    await Promise.allSettled(this.workers.all().map(async ({ lease }) => lease?.abandon()));
  }

  /** Who was turned away, or has overtaken this worker, is due in the database and need not wait for the next second. */
  private leave(operationId: string): void {
    this.workers.dismiss(operationId);
    if (this.turnedAway) void this.resume().catch(() => undefined);
  }

  private async claimAndRun(operationId: string): Promise<void> {
    try {
      const operation = await this.store.claim(operationId, this.owner, this.leaseMs);
      if (operation !== undefined) await this.runClaimed(operation);
    } catch (error) {
      this.logger.error({ message: 'operation left for later', operationId, reason: toReason(error) });
    }
  }

  private async runClaimed(operation: ClaimedOperation): Promise<void> {
    const lease = new Lease(this.store, operation, this.leaseMs);
    const worker = this.workers.find(operation.operationId);
    if (worker !== undefined) worker.lease = lease;
    if (this.isStopping) lease.interrupt();
    const startedAt = performance.now();
    try {
      await this.workFor(operation).run(operation, lease);
      this.log(operation, { message: 'operation ended', ms: Math.round(performance.now() - startedAt) });
    } catch (error) {
      await this.follow(operation, decideNext(operation, error, lease.remainingMs), { error, lease });
    } finally {
      lease.end();
    }
  }

  private async follow(operation: ClaimedOperation, next: NextMove, { error, lease }: BreakOff): Promise<void> {
    const interrupted = lease.signal.aborted;
    this.log(operation, { message: `work broke off: ${next.move}`, interrupted, ...describeFailure(error) });
    try {
      if (next.move === 'give way') await this.store.giveWay(operation.claim);
      else if (interrupted) await this.store.release(operation.claim);
      else if (next.move === 'undo') await this.undo(operation, next);
      else await this.store.postpone(operation.claim, next.delayMs, next.description);
    } catch (failure) {
      if (!(failure instanceof FencedError)) throw failure;
      await this.store.giveWay(operation.claim);
    }
  }

  /** In the same turn: nobody should wait for the next one to learn that it failed. The row knows the script that may still run. */
  private async undo(operation: ClaimedOperation, { description, isRepeatable }: Failure): Promise<void> {
    await this.store.turnToUndo(operation.claim, { description, isRepeatable });
    const now = await this.store.find(operation.operationId);
    await this.runClaimed({ ...operation, ...now, remainingMs: undefined });
  }

  private workFor(operation: ClaimedOperation): OperationWork {
    const work = this.works.find(({ kind }) => kind === operation.kind);
    if (work === undefined) throw new WorkFailedError(`This broker cannot ${operation.kind}.`);
    return work;
  }

  private log(operation: ClaimedOperation, fields: Record<string, unknown>): void {
    const { operationId, instanceId, bindingId, requestId, kind, mode } = operation;
    this.logger.log({ ...fields, operationId, instanceId, bindingId, requestId, kind, mode });
  }
}

/** With its causes, in words; a stack only for what nobody expected. */
function describeFailure(error: unknown): Record<string, unknown> {
  const detail = error instanceof WorkFailedError ? error.detail : undefined;
  return { reason: toReason(error), detail, ...(isExpected(error) ? {} : { error }) };
}

function toReason(error: unknown): string {
  return error instanceof Error ? describeError(error) : 'unknown error';
}

function isExpected(error: unknown): boolean {
  return EXPECTED.some((kind) => error instanceof kind);
}
