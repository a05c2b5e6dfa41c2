import { MEMORY_OF_PLAN } from '../../support/cluster/write-config.js';
import type { Violation } from '../findings.js';
import type { Resource } from '../platform/resource.js';
import type { Aftermath } from './aftermath.types.js';

/** N1 for plans: what the platform believes, what is stored, and what the container is limited to, is one plan. */
export function checkUpdates(aftermath: Aftermath): readonly Violation[] {
  return aftermath.instances
    .filter(({ belief }) => belief === 'exists')
    .flatMap((instance) => [...checkStored(instance, aftermath), ...checkContainers(instance, aftermath)]);
}

function checkStored({ id, order }: Resource, { stored }: Aftermath): readonly Violation[] {
  return stored.instances
    .filter((row) => row.id === id && `${order.service_id}_${row.plan_name}` !== order.plan_id)
    .map((row) => ({ id, what: `its plan is ${order.plan_id}, stored is ${row.plan_name}` }));
}

function checkContainers({ id, order }: Resource, { containers }: Aftermath): readonly Violation[] {
  const own = containers.filter(({ instanceId }) => instanceId === id);
  const limited = own
    .filter(({ memoryBytes }) => memoryBytes !== MEMORY_OF_PLAN[order.plan_id])
    .map(({ memoryBytes }) => ({
      id,
      what: `its plan is ${order.plan_id}, its container may use ${memoryBytes} bytes`,
    }));
  const lapsed = own
    .filter(({ comesBack }) => !comesBack)
    .map(({ name }) => ({ id, what: `its container ${name} does not come back with its engine` }));
  const twice = own.length > 1 ? [{ id, what: `double: it has ${own.length} containers` }] : [];
  return [...limited, ...lapsed, ...twice];
}
