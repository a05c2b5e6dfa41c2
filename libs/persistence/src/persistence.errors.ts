/** Anything that goes wrong between us and the database. Never carries a value from a row but its id. */
export abstract class PersistenceError extends Error {
  abstract readonly retryable: boolean;

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = new.target.name;
  }
}

/** Connection lost, pool exhausted, disk full, locked for too long: the same call may succeed later. */
export class DatabaseUnavailableError extends PersistenceError {
  readonly retryable = true;
}

/** The worker's claim is no longer the newest one: somebody else goes on. The worker must stop. */
export class FencedError extends PersistenceError {
  readonly retryable = false;
}

/** Nobody waits for it any more: nothing was stored. */
export class WithdrawnError extends PersistenceError {
  readonly retryable = false;
}

/** The database was written by a newer broker. */
export class SchemaTooNewError extends PersistenceError {
  readonly retryable = false;
}

/** A sealed column does not open: other key, or the text was moved from another row. */
export class SecretUnreadableError extends PersistenceError {
  readonly retryable: boolean = false;
}

/** Sealed with a data key that this broker has not heard of: once it has asked for new ones, the same call may succeed. */
export class UnknownKeyError extends SecretUnreadableError {
  override readonly retryable = true;

  constructor(
    message: string,
    readonly keyId: string,
  ) {
    super(message);
  }
}

/** The configuration of the database, or of its key, cannot work; the message says what to change. */
export class PersistenceConfigurationError extends PersistenceError {
  readonly retryable = false;
}
