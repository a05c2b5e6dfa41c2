import { CROWD_SEATS, MEMORY_OF_PLAN } from '../../support/cluster/write-config.js';
import type { Violation } from '../findings.js';
import type { Aftermath, InstanceRow } from './aftermath.types.js';

/**
 * N1 for shared containers: whoever is to share one lives in one that serves, never more together than it has seats; and
 * where nobody lives there is no container after a while.
 */
export function checkHouses(aftermath: Aftermath): readonly Violation[] {
  const houses = aftermath.stored.instances.filter(({ house_key: key, state }) => key !== null && state !== 'failed');
  return [
    ...aftermath.instances.flatMap(({ id, isTenant }) => checkHome(id, isTenant, aftermath)),
    ...houses.flatMap((house) => [...checkTenants(house, aftermath), ...checkContainer(house, aftermath)]),
  ];
}

function checkHome(id: string, isTenant: boolean, { stored }: Aftermath): readonly Violation[] {
  const row = stored.instances.find((one) => one.id === id && one.state !== 'failed');
  if (row === undefined) return [];
  if (!isTenant)
    return row.shared_in === null ? [] : [{ id, what: `it lives in ${row.shared_in}, and shares nothing` }];
  const home = stored.instances.find((one) => one.id === row.shared_in && one.house_key !== null);
  return home?.state === 'ready' && home.health === 'ok'
    ? []
    : [{ id, what: `homeless: it lives in ${row.shared_in ?? 'nothing'}, which is ${home?.state ?? 'gone'}` }];
}

function checkTenants({ id }: InstanceRow, { stored }: Aftermath): readonly Violation[] {
  const count = stored.instances.filter((row) => row.shared_in === id).length;
  if (count === 0) return [{ id, what: 'leaked: nobody lives in this shared container' }];
  return count > CROWD_SEATS ? [{ id, what: `double: ${count} live in it, which has ${CROWD_SEATS} seats` }] : [];
}

/** That there is one is checked as for instances. */
function checkContainer({ id }: InstanceRow, { containers }: Aftermath): readonly Violation[] {
  return containers
    .filter(({ instanceId }) => instanceId === id)
    .filter(({ memoryBytes, comesBack }) => memoryBytes !== MEMORY_OF_PLAN['crowd_100'] || !comesBack)
    .map(({ name, memoryBytes, comesBack }) => ({
      id,
      what: `its container ${name} may use ${memoryBytes} bytes, comes back with its engine: ${String(comesBack)}`,
    }));
}
