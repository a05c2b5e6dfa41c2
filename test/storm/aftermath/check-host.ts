import { HOUSE_PREFIX } from '#persistence';
import type { Violation } from '../findings.js';
import type { Aftermath } from './aftermath.types.js';

/** N7 and N8: strangers were left alone, and no instance ever had two running containers, or two scripts, at once. An
 * update has two containers, of which one runs. */
export function checkHost(aftermath: Aftermath): readonly Violation[] {
  const all = [...aftermath.instances.map(({ id }) => id), ...housesOf(aftermath)];
  return [...checkStrangers(aftermath), ...all.flatMap((id) => checkMost(id, aftermath))];
}

/** All there ever were. */
function housesOf({ stored }: Aftermath): readonly string[] {
  const ids = stored.operations.map((row) => row.instance_id).filter((id) => id.startsWith(HOUSE_PREFIX));
  return [...new Set(ids)];
}

function checkStrangers({ strangers, containers }: Aftermath): readonly Violation[] {
  return strangers
    .filter((before) => {
      const now = containers.find(({ containerId }) => containerId === before.containerId);
      return now?.startedAt !== before.startedAt || now.isRunning !== before.isRunning;
    })
    .map(({ name }) => ({ id: '', what: `the stranger's container ${name} is not as it was` }));
}

function checkMost(id: string, { mostAtOnce }: Aftermath): readonly Violation[] {
  const most = mostAtOnce(id);
  if (most === undefined) return [];
  const containers = most.containers > 2 ? [{ id, what: `it had ${most.containers} containers at once` }] : [];
  const running = most.running > 1 ? [{ id, what: `it had ${most.running} running containers at once` }] : [];
  const scripts = most.scripts > 1 ? [{ id, what: `${most.scripts} of its scripts ran at once` }] : [];
  return [...containers, ...running, ...scripts];
}
