/** The codes that platforms act on (ERR-06). */
export type OsbErrorCode = 'AsyncRequired' | 'ConcurrencyError' | 'RequiresApp' | 'MaintenanceInfoConflict';

/** An answer that the platform must read. The message becomes `description`, for the platform's user. */
export class OsbError extends Error {
  override readonly name: string = 'OsbError';

  constructor(
    readonly status: number,
    message: string,
    readonly code?: OsbErrorCode,
  ) {
    super(message);
  }
}

export class BadRequestError extends OsbError {
  override readonly name = 'BadRequestError';

  constructor(message: string) {
    super(400, message);
  }
}

export class NotFoundError extends OsbError {
  override readonly name = 'NotFoundError';

  constructor(message: string) {
    super(404, message);
  }
}

export class ConflictError extends OsbError {
  override readonly name = 'ConflictError';

  constructor(message: string) {
    super(409, message);
  }
}

/** What was sent can be read, but does not work. */
export class UnprocessableError extends OsbError {
  override readonly name = 'UnprocessableError';

  constructor(message: string) {
    super(422, message);
  }
}

/** The platform has nothing left to clean up (ORP-03). */
export class GoneError extends OsbError {
  override readonly name = 'GoneError';

  constructor(message: string) {
    super(410, message);
  }
}

export class ConcurrencyError extends OsbError {
  override readonly name = 'ConcurrencyError';

  constructor(message: string) {
    super(422, message, 'ConcurrencyError');
  }
}

/** It takes longer than a platform that cannot poll can wait. */
export class AsyncRequiredError extends OsbError {
  override readonly name = 'AsyncRequiredError';

  constructor(message: string) {
    super(422, message, 'AsyncRequired');
  }
}

/** The work failed on our side; the platform may clean up. */
export class BrokerFailedError extends OsbError {
  override readonly name = 'BrokerFailedError';

  constructor(message: string) {
    super(500, message);
  }
}

/** Not now: the database, or every host, is out of reach. */
export class UnavailableError extends OsbError {
  override readonly name = 'UnavailableError';

  constructor(message: string) {
    super(503, message);
  }
}
