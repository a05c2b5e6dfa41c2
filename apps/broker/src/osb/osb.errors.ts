/** The codes that platforms act on (ERR-06). */
export type OsbErrorCode = 'AsyncRequired' | 'ConcurrencyError' | 'RequiresApp' | 'MaintenanceInfoConflict';

export interface OsbErrorDetails {
  readonly instance_usable?: boolean;
  readonly update_repeatable?: boolean;
}

/** An answer that the platform must read. The message becomes `description`, for the platform's user. */
export class OsbError extends Error {
  override readonly name: string = 'OsbError';

  constructor(
    readonly status: number,
    message: string,
    readonly code?: OsbErrorCode,
    /** Fields of the answer beside `error` and `description`. */
    readonly details: OsbErrorDetails = {},
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

/** The credentials are right, but not for this. */
export class ForbiddenError extends OsbError {
  override readonly name = 'ForbiddenError';

  constructor(message: string) {
    super(403, message);
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

/** What was to be changed is not any more as the client read it. */
export class PreconditionFailedError extends OsbError {
  override readonly name = 'PreconditionFailedError';

  constructor(message: string) {
    super(412, message);
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

/** What the plan, the image or the present state of the instance does not allow (UPD-10). */
export class UpdateRefusedError extends OsbError {
  override readonly name = 'UpdateRefusedError';

  constructor(message: string) {
    super(422, message, undefined, { update_repeatable: false });
  }
}

/** An update that failed, and what it has left (UPD-17). */
export class UpdateFailedError extends OsbError {
  override readonly name = 'UpdateFailedError';

  constructor(message: string, details: OsbErrorDetails) {
    super(500, message, undefined, details);
  }
}

/** The platform has read an older catalog, or a newer one (PROV-12, UPD-14). */
export class MaintenanceInfoConflictError extends OsbError {
  override readonly name = 'MaintenanceInfoConflictError';

  constructor(message: string) {
    super(422, message, 'MaintenanceInfoConflict');
  }
}

/** So many of them, so fast, are more than a broker takes. */
export class TooManyRequestsError extends OsbError {
  override readonly name = 'TooManyRequestsError';

  constructor(
    message: string,
    readonly retryAfterSeconds: number,
  ) {
    super(429, message);
  }
}

/** Not now: the database, or every host, is out of reach. */
export class UnavailableError extends OsbError {
  override readonly name = 'UnavailableError';

  constructor(message: string) {
    super(503, message);
  }
}
