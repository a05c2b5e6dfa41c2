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
