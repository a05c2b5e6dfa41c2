import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { DockerDriverError } from '#docker-driver';
import { type ClaimedOperation, FencedError, type Operation, OperationStore, PersistenceError } from '#persistence';
import { describeError } from '#logging';
import { HostNotAllowedError, HostUnknownError } from '../agents-registry/agents-registry.errors.js';
import { BrokerConfig } from '../config/broker-config.types.js';
import { decideNext, type NextMove } from './decide-next.js';
import { Lease } from './lease.js';
import { OperationRunner } from './operation-runner.port.js';
import { OperationWork } from './operation-work.port.js';
import { WorkBlockedError, WorkFailedError } from './operations.errors.js';

const WATCH_EVERY_MS = 200;
const EXPECTED = [
  DockerDriverError,
  PersistenceError,
  WorkFailedError,
  WorkBlockedError,
  HostUnknownError,
  HostNotAllowedError,
];
export const ALL_WORK = Symbol('all kinds of work');

/** Claims operations, runs their work, and decides what follows when it throws. Its memory is the database. */
@Injectable()
export class DurableOperationRunner extends OperationRunner implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Operation');
  private readonly owner = randomUUID();
  private readonly running = new Map<string, { lease: Lease | undefined; end: Promise<void> }>();
  private readonly leaseMs: number;
  private stopping = false;
  private turnedAway = false;

  constructor(
    private readonly store: OperationStore,
    @Inject(ALL_WORK) private readonly works: readonly OperationWork[],
    private readonly config: BrokerConfig,
  ) {
    super();
    this.leaseMs = config.operations.leaseSeconds * 1_000;
  }

  override start(operationId: string): void {
    if (this.stopping) return;
    if (this.isFull() || this.running.has(operationId)) {
      this.turnedAway = true;
      return;
    }
    const entry = { lease: undefined, end: Promise.resolve() };
    this.running.set(operationId, entry);
    entry.end = this.claimAndRun(operationId).finally(() => {
      this.leave(operationId);
    });
  }

  override async waitForEnd(operationId: string, waitMs: number): Promise<Operation | undefined> {
    const giveUpAt = performance.now() + waitMs;
    for (;;) {
      const leftMs = giveUpAt - performance.now();
      const own = this.running.get(operationId);
      if (own !== undefined) await Promise.race([own.end, sleep(Math.max(0, leftMs), undefined, { ref: false })]);
      const operation = await this.store.find(operationId);
      if (operation?.state !== 'in progress' || leftMs <= 0 || this.stopping) return operation;
      if (!this.running.has(operationId)) await sleep(Math.min(WATCH_EVERY_MS, Math.max(1, leftMs)));
    }
  }

  override interrupt(operationId: string): void {
    this.running.get(operationId)?.lease?.interrupt();
  }

  /** Takes up what nobody works on: left by a dead broker, postponed, or overtaken. */
  async resume(): Promise<void> {
    if (this.isFull() || this.stopping) return;
    this.turnedAway = false;
    const room = this.config.operations.workers - this.running.size;
    const due = await this.store.findDue(room);
    this.turnedAway ||= due.length === room;
    for (const operationId of due) this.start(operationId);
  }

  /** Requests that wait are answered, and leases are given back, so that the next broker goes on at once. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    for (const { lease } of this.running.values()) lease?.interrupt();
    await Promise.all([...this.running.values()].map(({ end }) => end));
  }

  private isFull(): boolean {
    return this.running.size >= this.config.operations.workers;
  }

  /** Who was turned away, or has overtaken this worker, is due in the database and need not wait for the next second. */
  private leave(operationId: string): void {
    this.running.delete(operationId);
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
    const entry = this.running.get(operation.operationId);
    if (entry !== undefined) entry.lease = lease;
    const startedAt = performance.now();
    try {
      await this.workFor(operation).run(operation, lease);
      this.log(operation, { message: 'operation ended', ms: Math.round(performance.now() - startedAt) });
    } catch (error) {
      await this.follow(operation, decideNext(operation, error, lease.remainingMs), error);
    } finally {
      lease.end();
    }
  }

  private async follow(operation: ClaimedOperation, next: NextMove, error: unknown): Promise<void> {
    const interrupted = this.running.get(operation.operationId)?.lease?.signal.aborted === true;
    this.log(operation, { message: `work broke off: ${next.move}`, interrupted, ...describeFailure(error) });
    try {
      if (next.move === 'give way') await this.store.giveWay(operation.claim);
      else if (interrupted) await this.store.postpone(operation.claim, 0);
      else if (next.move === 'undo') await this.undo(operation, next.description);
      else await this.store.postpone(operation.claim, next.delayMs);
    } catch (failure) {
      if (!(failure instanceof FencedError)) throw failure;
      await this.store.giveWay(operation.claim);
    }
  }

  /** In the same turn: nobody should wait for the next one to learn that it failed. The row knows the script that may still run. */
  private async undo(operation: ClaimedOperation, description: string): Promise<void> {
    await this.store.turnToUndo(operation.claim, description);
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
