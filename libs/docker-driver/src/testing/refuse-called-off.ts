import { HostUnreachableError } from '../docker-driver.errors.js';

/** As if the caller's signal had come in time. */
export function refuseCalledOff(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new HostUnreachableError('It was called off.', signal.reason);
}
