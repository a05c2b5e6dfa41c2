import { OsbError } from '../osb/osb.errors.js';

/** Work waits until an agent tells of the host again. */
export class HostUnknownError extends Error {
  override readonly name = 'HostUnknownError';

  constructor(hostId: string) {
    super(`No agent has told of Docker host ${hostId}; start its agent, the work goes on by itself.`);
  }
}

/** A plain TCP engine beyond loopback, or certificates that are not complete. */
export class HostNotAllowedError extends Error {
  override readonly name = 'HostNotAllowedError';
}

/** An agent names an address where no Docker host may be, or not by its word (T8). */
export class AddressRefusedError extends OsbError {
  override readonly name = 'AddressRefusedError';

  constructor(message: string) {
    super(403, message);
  }
}
