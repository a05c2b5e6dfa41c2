import { Logger } from '@nestjs/common';
import type { ClaimedOperation, OperationStore, StepRecord } from '#persistence';
import { WorkBlockedError } from './operations.errors.js';
import { WorkLease } from './operation-work.port.js';

/** A worker's hold on one operation: renewed every third of its length and before each effect, lost for good once. */
export class Lease extends WorkLease {
  private readonly logger = new Logger('Operation');
  private readonly halted = new AbortController();
  private readonly over = new AbortController();
  private readonly startedAt = performance.now();
  private readonly renewal: NodeJS.Timeout;
  private expiry: NodeJS.Timeout;

  constructor(
    private readonly store: OperationStore,
    private readonly operation: ClaimedOperation,
    private readonly leaseMs: number,
  ) {
    super();
    this.renewal = setInterval(() => void this.renewInBackground(), leaseMs / 3);
    this.expiry = this.expireIn(leaseMs);
  }

  override get signal(): AbortSignal {
    return this.halted.signal;
  }

  override get expired(): AbortSignal {
    return this.over.signal;
  }

  /** Until the deadline by our own clock, counted from the moment of the claim. */
  get remainingMs(): number | undefined {
    const { remainingMs } = this.operation;
    return remainingMs === undefined ? undefined : remainingMs - (performance.now() - this.startedAt);
  }

  override async step<T>(
    step: string,
    description: string,
    effect: () => Promise<T>,
    beside?: () => Promise<unknown>,
  ): Promise<T> {
    this.checkDeadline();
    await bothOf(
      this.note(this.operation.mode === 'undo' ? { step } : { step, description }),
      beside?.() ?? Promise.resolve(),
    );
    const startedAt = performance.now();
    const result = await effect();
    this.logger.log({ message: 'step done', ...this.ids(), step, ms: Math.round(performance.now() - startedAt) });
    return result;
  }

  override async note(record: StepRecord): Promise<void> {
    const askedAt = performance.now();
    await this.store.renew(this.operation.claim, this.leaseMs, record);
    clearTimeout(this.expiry);
    this.expiry = this.expireIn(this.leaseMs - (performance.now() - askedAt));
  }

  override checkDeadline(): void {
    const isOverdue = this.operation.mode === 'forward' && (this.remainingMs ?? 1) <= 0;
    if (isOverdue) throw new WorkBlockedError('The deadline has passed.');
  }

  interrupt(): void {
    this.halted.abort();
  }

  /** Whatever the worker still does: the operation is for others from now on. Throws when the database is away. */
  async abandon(): Promise<void> {
    this.end();
    await this.store.release(this.operation.claim);
  }

  end(): void {
    clearInterval(this.renewal);
    clearTimeout(this.expiry);
    this.halted.abort();
    this.over.abort();
  }

  /**
   * Counted from before the renewal was asked for, so never longer than by the database's clock. After a pause the driver
   * lets this fire before it sends anything that the lease may call off (failure-model rows 32 and 33).
   */
  private expireIn(ms: number): NodeJS.Timeout {
    return setTimeout(() => {
      this.end();
    }, ms);
  }

  private async renewInBackground(): Promise<void> {
    try {
      await this.note({});
    } catch {
      // Lost, or the database is away: either way no further effect may follow. The work's next write says which.
      this.interrupt();
    }
  }

  private ids(): Record<string, string | undefined> {
    const { operationId, instanceId, bindingId, requestId, kind } = this.operation;
    return { operationId, instanceId, bindingId, requestId, kind };
  }
}

/** Whoever fails afterwards leaves none of them under way: a lease that was given back is not renewed. */
async function bothOf(...promises: readonly Promise<unknown>[]): Promise<void> {
  await Promise.allSettled(promises);
  await Promise.all(promises);
}
