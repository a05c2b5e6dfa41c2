import type { Violation } from '../findings.js';
import type { Aftermath } from './aftermath.types.js';

/** N1 and N2: what the platform believes, what is stored and what runs is the same; of what is gone nothing is left. */
export function checkInstances(aftermath: Aftermath): readonly Violation[] {
  const existing = aftermath.instances.filter(({ belief }) => belief === 'exists');
  const { houses, ready, running } = toSets(aftermath);
  const ids = existing.map(({ id }) => id);
  const alone = existing.filter(({ isTenant }) => !isTenant).map(({ id }) => id);
  return [
    ...compare(ids, ready, 'instances in the database'),
    ...compare([...alone, ...houses], running, 'running containers'),
    ...findLeftovers(aftermath, new Set([...ids, ...houses])),
  ];
}

interface Sets {
  readonly houses: readonly string[];
  readonly ready: readonly string[];
  readonly running: readonly string[];
}

/** Nobody has ordered a house; for containers it is as good as an instance. */
function toSets({ stored, containers }: Aftermath): Sets {
  const fine = stored.instances.filter(({ state, health }) => state === 'ready' && health === 'ok');
  const houses = fine.filter(({ house_key: key }) => key !== null).map(({ id }) => id);
  const ready = fine.filter(({ house_key: key }) => key === null).map(({ id }) => id);
  const running = containers.filter(({ isRunning }) => isRunning).flatMap(({ instanceId }) => instanceId ?? []);
  return { houses, ready, running };
}

function compare(believed: readonly string[], found: readonly string[], what: string): readonly Violation[] {
  const missing = believed
    .filter((id) => !found.includes(id))
    .map((id) => ({ id, what: `lost: not among the ${what}` }));
  const extra = found
    .filter((id) => !believed.includes(id))
    .map((id) => ({ id, what: `leaked: among the ${what}, but its platform does not know it` }));
  const twice = found
    .filter((id, index) => found.indexOf(id) !== index)
    .map((id) => ({ id, what: `double: twice among the ${what}` }));
  return [...missing, ...extra, ...twice];
}

/** A row whose creation failed may stay, as a tombstone without anything behind it. */
function findLeftovers(
  { stored, containers, volumes }: Aftermath,
  existing: ReadonlySet<string>,
): readonly Violation[] {
  const left = [
    ...stored.instances.filter(({ state }) => state !== 'failed').map((row) => [row.id, `a row in state ${row.state}`]),
    ...containers.map((one) => [one.instanceId, `container ${one.containerId}, running: ${String(one.isRunning)}`]),
    ...volumes.map(({ instanceId, name }) => [instanceId, `volume ${name}`]),
    ...stored.claims.map((claim) => [claim.instance_id, `the claim of port ${claim.host_port}`]),
    ...stored.bindings.map((row) => [row.instance_id, `binding ${row.id} in state ${row.state}`]),
  ] as const;
  return left.flatMap(([id, what]) =>
    id === undefined || existing.has(id) ? [] : [{ id, what: `leaked: it is gone, but there is ${what ?? ''}` }],
  );
}
