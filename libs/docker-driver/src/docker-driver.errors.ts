/**
 * Any failure of a Docker engine, or of the way to it. The message is for the operator's log, never for a platform's
 * user. `retryable`: the same call may succeed later without anybody changing anything.
 */
export abstract class DockerDriverError extends Error {
  abstract readonly retryable: boolean;

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = new.target.name;
  }
}

/** No answer, a cut connection, a time-out, or TLS that does not verify: the effect of the call is unknown. */
export class HostUnreachableError extends DockerDriverError {
  readonly retryable = true;
}

/** TLS failed on either side: for us that host is out of reach, and never reached without verifying (row 69). */
export class HostUntrustedError extends HostUnreachableError {}

/** The engine answered that it cannot do it now: removal in progress, device busy, an internal error of its own. */
export class EngineBusyError extends DockerDriverError {
  readonly retryable = true;
}

/** The engine refused the call as such (400, 403, 406 …). */
export class EngineRefusedError extends DockerDriverError {
  readonly retryable = false;
}

/**
 * The engine will never start this container as it was made: a limit that it may not set, a program or a user that the
 * image does not have. The message says what to correct.
 */
export class StartRefusedError extends EngineRefusedError {}

/** A volume was to have a limit of size, which this engine cannot keep: its data lies on a file system without quotas. */
export class SizeUnsupportedError extends EngineRefusedError {}

export class NameTakenError extends DockerDriverError {
  readonly retryable = false;
}

/** Start failed because somebody holds the host port; the container stays `created`. */
export class PortTakenError extends DockerDriverError {
  readonly retryable = false;
}

/**
 * The engine was killed while it started the container, and what it left behind does not let it start any more, however
 * often it is tried (seen on 20.10.24). Only a new container on the same volume helps.
 */
export class ContainerStuckError extends DockerDriverError {
  readonly retryable = true;
}

export class ImageMissingError extends DockerDriverError {
  readonly retryable = false;
}

export class ImageUnavailableError extends DockerDriverError {
  readonly retryable = false;
}

/** The registry wants a login, or refuses the one that it got; some say so of images that they do not have. */
export class ImageLoginError extends ImageUnavailableError {}

/** «No space left on device». */
export class HostFullError extends DockerDriverError {
  readonly retryable = false;
}

export class ContainerMissingError extends DockerDriverError {
  readonly retryable = false;
}

export class ContainerNotRunningError extends DockerDriverError {
  readonly retryable = true;
}

/** The engine does not know the command: it went with its container, or the engine was restarted meanwhile. */
export class ExecLostError extends DockerDriverError {
  readonly retryable = true;
}

/** The command outlived its time limit and still runs in the container. */
export class ExecTimeoutError extends DockerDriverError {
  readonly retryable = false;
}

/** The answer is not what the engine's API promises: too large, not JSON, wrong types. */
export class EngineAnswerError extends DockerDriverError {
  readonly retryable = true;
}
