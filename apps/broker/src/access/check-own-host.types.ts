import { ForbiddenError } from '../osb/osb.errors.js';
import type { Caller } from './access.types.js';

/** A token of agents speaks of the host that it was made for, and of no other (T7). Throws `ForbiddenError`. */
export function checkOwnHost(caller: Caller | undefined, dockerHost: string): void {
  const own = caller?.dockerHost;
  if (own === undefined || own === dockerHost) return;
  throw new ForbiddenError(`This token is for the Docker host ${own}, not for ${dockerHost}.`);
}
