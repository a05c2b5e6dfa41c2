import { UsageError } from './configuration.errors.js';
import type { Environment } from './read-environment.js';

const VARIABLE = 'NODE_TLS_REJECT_UNAUTHORIZED';

/** One word in the environment would take the meaning from every certificate. Throws `UsageError` (T6). */
export function refuseUnverifiedTls(env: Environment): void {
  if (env[VARIABLE] !== '0') return;
  throw new UsageError(
    `${VARIABLE}=0 lets anybody pass for the other side of TLS; unset it, and name the CA that is to be trusted.`,
  );
}
