import type { Claim, ClaimedOperation, DueOperation, Failure, Operation, StepRecord } from './operation.types.js';

/**
 * The durable side of the operation engine. Methods that take a `Claim` throw `FencedError` when it is outdated, and
 * have then changed nothing. All throw `DatabaseUnavailableError` while the database is out of reach.
 */
export abstract class OperationStore {
  abstract find(operationId: string): Promise<Operation | undefined>;

  /**
   * The newest operation on an instance (`bindingId` undefined) or on a binding, ended ones included. Repairs are nobody's
   * order, so they are left out.
   */
  abstract findLatest(instanceId: string, bindingId: string | undefined): Promise<Operation | undefined>;

  /**
   * Living operations that nobody works on, longest due first.
   * @param busyHosts their operations are left out: this broker has enough to do there
   */
  abstract findDue(limit: number, busyHosts: readonly string[]): Promise<readonly DueOperation[]>;

  /** `undefined`: it ended, somebody else has it, or it is not due yet. */
  abstract claim(operationId: string, owner: string, leaseMs: number): Promise<ClaimedOperation | undefined>;

  /** Prolongs the lease and notes where the work is. Called right before each effect, and while one lasts. */
  abstract renew(claim: Claim, leaseMs: number, record?: StepRecord): Promise<void>;

  /** Ends the worker's turn without an end of the operation: due again in `delayMs`, one attempt more. */
  abstract postpone(claim: Claim, delayMs: number, description?: string): Promise<void>;

  /** The worker stops for a reason of its own, such as the end of its process: due at once, and no attempt more. */
  abstract release(claim: Claim): Promise<void>;

  /** The host answers again: what was postponed there is due now. How many operations that are. */
  abstract wakeHost(hostId: string): Promise<number>;

  /**
   * A failed creation or update is to be taken back.
   * @param failure what the user will read in the end, and whether an update is worth another try
   */
  abstract turnToUndo(claim: Claim, failure: Failure): Promise<void>;

  /**
   * Whoever ordered an update cannot wait for it: from now on it is taken back, unless it has got its way already. False:
   * it has ended, or is being taken back.
   */
  abstract callOff(operationId: string, description: string): Promise<boolean>;

  /** Said by a fenced worker that has stopped: whoever fenced it need not wait for the old lease. Never throws `FencedError`. */
  abstract giveWay(claim: Claim): Promise<void>;

  /**
   * One script at a time in a container: false while another operation has its turn there. The turn ends with the
   * operation: one that is postponed may have left its script running.
   * @param container host and name, at most 500 characters
   */
  abstract holdContainer(claim: Claim, container: string): Promise<boolean>;

  /** Its script has ended, and others need not wait for the operation's own end. */
  abstract leaveContainer(claim: Claim): Promise<void>;

  /** By a repair or an update: the container may be away for a moment, though its volume, and the logins on that, are not. */
  abstract isBeingReplaced(instanceId: string): Promise<boolean>;

  /**
   * The scripts that operations on the instance, on its bindings and on those who share its container have prepared and that may still run: theirs alone who
   * did not succeed. Newest first, twenty at most.
   */
  abstract findDoubtfulExecs(instanceId: string): Promise<readonly string[]>;

  /** Operations that live for longer than this, oldest first, a hundred at most: somebody should look (row 50). */
  abstract findLate(olderThanMs: number): Promise<readonly Operation[]>;

  /** Forgets operations that ended longer ago than this. How many went. */
  abstract forgetEnded(olderThanMs: number): Promise<number>;
}
