/** A body that is not what an agent sends. The message names the field and what is allowed there, never its value. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';

  constructor(
    /** As on the wire: `DockerPort`. */
    readonly field: string,
    allowed: string,
  ) {
    super(`${field}: allowed is ${allowed}.`);
  }
}
