import type { Violation } from '../findings.js';
import type { Aftermath } from './aftermath.types.js';
import { checkBindings } from './check-bindings.js';
import { checkHost } from './check-host.js';
import { checkHouses } from './check-houses.js';
import { checkInstances } from './check-instances.js';
import { checkOperations } from './check-operations.js';
import { checkPorts } from './check-ports.js';
import { checkUpdates } from './check-updates.js';

const CHECKS = [checkInstances, checkPorts, checkBindings, checkOperations, checkHost, checkHouses, checkUpdates];

/** N1 to N5, N7 and N8 of the invariants. */
export function checkAftermath(aftermath: Aftermath): readonly Violation[] {
  return CHECKS.flatMap((check) => check(aftermath));
}
