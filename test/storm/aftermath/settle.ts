import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../../support/cluster/cluster.js';
import type { HostContainer } from '../../support/cluster/cluster-host.types.js';
import type { Violation } from '../findings.js';
import type { Resource } from '../platform/resource.js';
import type { Aftermath } from './aftermath.types.js';
import { askForTheUnknown } from './ask-for-the-unknown.js';
import { checkAftermath } from './check-aftermath.js';
import { checkOperations } from './check-operations.js';
import { readStoredWorld } from './read-stored-world.js';

const QUIET_WITHIN_MS = 90_000;
const LOOK_EVERY_MS = 500;
const ENDED = /"message":"operation ended".*?"operationId":"(?<id>[^"]+)"/;

export interface Scene {
  readonly cluster: Cluster;
  readonly instances: readonly Resource[];
  readonly strangers: readonly HostContainer[];
}

export interface Settled {
  readonly violations: readonly Violation[];
  readonly quietAfterMs: number;
}

/** Waits until nothing is wrong, or the time is up; then whatever is still wrong is a fault. */
export async function settle(scene: Scene): Promise<Settled> {
  const startedAt = performance.now();
  for (;;) {
    const violations = await judge(scene);
    const quietAfterMs = Math.round(performance.now() - startedAt);
    if (violations.length === 0 || quietAfterMs > QUIET_WITHIN_MS) return { violations, quietAfterMs };
    await sleep(LOOK_EVERY_MS);
  }
}

async function judge(scene: Scene): Promise<readonly Violation[]> {
  const stored = await readStoredWorld(scene.cluster.database);
  const underWay = checkOperations({ stored, ends: new Map() });
  if (underWay.length > 0) return underWay;
  await askForTheUnknown(scene);
  const aftermath = await look(scene, stored);
  return checkAftermath(aftermath);
}

async function look({ cluster, instances, strangers }: Scene, stored: Aftermath['stored']): Promise<Aftermath> {
  const { host } = cluster;
  const [containers, volumes] = await Promise.all([host.containers(), host.volumes()]);
  const serving = instances.filter(({ belief, isTenant }) => belief === 'exists' || isTenant);
  const logins = new Map<string, readonly string[]>();
  for (const { id } of serving) logins.set(id, await host.logins(id));
  const mostAtOnce: Aftermath['mostAtOnce'] = (id) => host.mostAtOnce(id);
  return { instances, stored, containers, volumes, logins, strangers, mostAtOnce, ends: countEnds(cluster) };
}

function countEnds(cluster: Cluster): Aftermath['ends'] {
  const ends = new Map<string, number>();
  for (const line of cluster.linesAbout('"operation ended"')) {
    const id = ENDED.exec(line)?.groups?.['id'] ?? '';
    ends.set(id, (ends.get(id) ?? 0) + 1);
  }
  return ends;
}
