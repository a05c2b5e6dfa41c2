import type { DueOperation, Operation } from '#persistence';

/** Drives the operations whose intent is stored. */
export abstract class OperationRunner {
  /** Works on it at once, in this process, unless somebody does already. Returns immediately. */
  abstract start(operation: DueOperation): void;

  /**
   * The operation as it stands when it has ended, or after `waitMs`. An operation under another broker's hands is
   * watched in the database.
   */
  abstract waitForEnd(operationId: string, waitMs: number): Promise<Operation | undefined>;

  /** Tells this process's worker, if there is one, that its operation was overtaken. */
  abstract interrupt(operationId: string): void;
}
