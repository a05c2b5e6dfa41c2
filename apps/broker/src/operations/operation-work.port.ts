import type { ClaimedOperation, OperationKind, StepRecord } from '#persistence';

/** A worker's hold on its operation, as far as the work itself needs it. */
export abstract class WorkLease {
  /** Fires when the operation was overtaken, taken away, or the process stops: no further effect may follow. */
  abstract readonly signal: AbortSignal;

  /**
   * Fires when others may have taken the operation up: calls under way that make or remove something by its name must
   * end unsent (rows 32 and 33). Later than `signal`, which leaves an effect that has begun its time to end.
   */
  abstract readonly expired: AbortSignal;

  /**
   * Notes the step, prolongs the lease, runs the effect and logs its end. Throws `FencedError` before the effect when
   * the operation belongs to somebody else by now.
   * @param description what the platform's user reads while the step runs; of what is undone they read why instead
   * @param beside what the effect needs as well, and what need not wait for the note: made at the same time, so that both
   * share a commit where databases have it so (ADR 0033)
   */
  abstract step<T>(
    step: string,
    description: string,
    effect: () => Promise<T>,
    beside?: () => Promise<unknown>,
  ): Promise<T>;

  abstract note(record: StepRecord): Promise<void>;

  /** Throws `WorkBlockedError` once the operation's deadline has passed: for whoever waits inside of an effect. */
  abstract checkDeadline(): void;
}

/**
 * What one kind of operation does, from wherever it stands to its end in the database. It may be run again at any
 * point, by any broker: every effect is repeatable (design §4, rule 4). It ends by committing through a store, or throws.
 */
export abstract class OperationWork {
  abstract readonly kind: OperationKind;

  abstract run(operation: ClaimedOperation, lease: WorkLease): Promise<void>;
}
