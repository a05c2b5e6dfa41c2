/** What platforms order, and what they never hear of: the repair of an instance whose container is past starting. */
export type OperationKind = 'provision' | 'update' | 'deprovision' | 'bind' | 'unbind' | 'repair';

export type OperationState = 'in progress' | 'succeeded' | 'failed';

/** The description of a binding's operation that a deletion of the instance has ended. */
export const DELETED_WITH_INSTANCE = 'the instance was deleted';

/** `forward` makes what was asked for; `undo` takes back what a failed creation left. */
export type OperationMode = 'forward' | 'undo';

/** One durable piece of work on an instance or binding. Times are milliseconds since 1970 by the database's clock. */
export interface Operation {
  readonly operationId: string;
  readonly kind: OperationKind;
  readonly instanceId: string;
  readonly bindingId: string | undefined;
  /** Where the instance is; `undefined` when nobody knew at the time. */
  readonly hostId: string | undefined;
  readonly state: OperationState;
  readonly mode: OperationMode;
  /** Where the work is; stored before the step's effect. */
  readonly step: string;
  /** For the platform's user; never empty, never with a secret. */
  readonly description: string;
  /** The script that was prepared last, stored before it was started. */
  readonly execId: string | undefined;
  readonly epoch: number;
  readonly attempts: number;
  readonly requestId: string;
  /** False: a failed update that can never work (ERR-05). */
  readonly isRepeatable: boolean;
  /** False: the instance does not work any more since a failed update (ERR-04). */
  readonly isUsable: boolean;
}

/** On whose behalf a platform asks, in its own words (HDR-07). */
export interface Originator {
  readonly platform: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** What a use case asks to be done. */
export interface NewOperation {
  readonly operationId: string;
  readonly requestId: string;
  readonly originator?: Originator | undefined;
  /** After this time a creation or an update is undone; deletions have none. */
  readonly deadlineMs?: number;
  /** Asked when all is written but the commit; on `false` nothing is stored, and `WithdrawnError` thrown. */
  readonly isWanted?: () => Promise<boolean>;
}

/** The proof of being the worker: every write carries it, and changes nothing once it is outdated. */
export interface Claim {
  readonly operationId: string;
  readonly owner: string;
  readonly epoch: number;
}

export interface ClaimedOperation extends Operation {
  readonly claim: Claim;
  /** Until the deadline, negative when it has passed; `undefined` without deadline. */
  readonly remainingMs: number | undefined;
}

/** Work that waits for somebody. */
export interface DueOperation {
  readonly operationId: string;
  /** Where it is worked on, as far as that is known. */
  readonly hostId?: string | undefined;
}

export interface Failure {
  readonly description: string;
  readonly isRepeatable: boolean;
}

export interface StepRecord {
  readonly step?: string;
  readonly description?: string;
  readonly execId?: string;
}
