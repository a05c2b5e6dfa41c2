import { HOUSE_PREFIX } from '#persistence';
import type { Cluster } from '../../support/cluster/cluster.js';
import type { Violation } from '../findings.js';
import { newInstance } from '../platform/resource.js';
import type { Resource } from '../platform/resource.js';
import type { StoredWorld } from './aftermath.types.js';
import { readStoredWorld } from './read-stored-world.js';

const MOST_STORIES = 4;
const MOST_LINES = 80;

interface Sources {
  readonly cluster: Cluster;
  readonly instances: readonly Resource[];
}

/** All violations, and for the first few instances that they are about everything that anybody knows. */
export async function describeViolations(violations: readonly Violation[], sources: Sources): Promise<string> {
  if (violations.length === 0) return '';
  const stored = await readStoredWorld(sources.cluster.database);
  const known = [...sources.instances, ...findHouses(stored)];
  const guilty = known.filter(({ id }) => violations.some((one) => isAbout(one.id, id)));
  const stories = guilty.slice(0, MOST_STORIES).map((instance) => tellStory(instance, sources.cluster, stored));
  return [...violations.map(({ id, what }) => `${id}: ${what}`), ...stories].join('\n');
}

/** Of which no platform knows. */
function findHouses({ operations }: StoredWorld): readonly Resource[] {
  const ids = new Set(operations.map((row) => row.instance_id).filter((id) => id.startsWith(HOUSE_PREFIX)));
  return [...ids].map((id) => newInstance(id, 'crowd'));
}

function tellStory({ id, belief, history, bindings }: Resource, cluster: Cluster, stored: StoredWorld): string {
  const rows = stored.operations.filter((row) => row.instance_id === id).map((row) => JSON.stringify(row));
  return [
    `\n== ${id}: its platform believes that it is ${belief}`,
    ...history,
    ...bindings.flatMap((binding) => [`-- binding ${binding.id}, believed ${binding.belief}`, ...binding.history]),
    '-- operations',
    ...rows,
    '-- on the Docker host',
    ...cluster.host.historyOf(id),
    '-- in the logs',
    ...cluster.linesAbout(`"${id}`).slice(-MOST_LINES),
  ].join('\n');
}

/** Bindings are named after their instance. */
function isAbout(violationId: string, instanceId: string): boolean {
  return violationId === instanceId || violationId.startsWith(`${instanceId}-b`);
}
