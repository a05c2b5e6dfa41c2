/**
 * The work cannot succeed, whoever tries: a creation or an update is undone, and its user reads `message`.
 * `detail` is for the operator's log (a script's stderr, the tail of a container's log) and never leaves it.
 */
export class WorkFailedError extends Error {
  override readonly name = 'WorkFailedError';

  constructor(
    message: string,
    readonly detail?: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

/** The same update will never work on this instance: platforms need not offer it again (ERR-05). */
export class NeverPossibleError extends WorkFailedError {}

/** The image has no such script. */
export class ScriptMissingError extends WorkFailedError {}

/** Something the work waits for is not there yet. Tried again; a creation until its deadline, a deletion for ever. */
export class WorkBlockedError extends Error {
  override readonly name = 'WorkBlockedError';

  /** @param retryInMs when it may be there; longer and longer, where nobody can say */
  constructor(
    message: string,
    readonly retryInMs?: number,
  ) {
    super(message);
  }
}
