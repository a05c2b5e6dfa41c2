import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Cluster } from '../support/cluster/cluster.js';
import { DATABASE_KINDS } from '../support/cluster/cluster-database.js';
import { FakeClusterHost } from '../support/cluster/fake-cluster-host.js';
import { stateOf } from '../support/osb-client.js';
import { pollUntil } from '../support/poll-until.js';
import { sendRequest } from '../support/send-request.js';
import type { HttpAnswer } from '../support/send-request.js';
import { readStoredWorld } from './aftermath/read-stored-world.js';
import { HEADERS } from './platform/platform.js';
import { newInstance } from './platform/resource.js';

const REQUESTS = 200;
const ROUNDS = 50;
const PORTS = 160;
const QUERY = '?accepts_incomplete=true';
const REFUSED = '400 {"description":"No capacity: every Docker host is full. Ask the operator for more."}';

describe.each(DATABASE_KINDS)('three brokers on %s', (database) => {
  let cluster: Cluster;
  beforeEach(async () => {
    const ports = { min: 20_000, max: 20_000 + PORTS - 1 };
    cluster = await Cluster.start({ brokers: 3, database, host: await FakeClusterHost.start({ seed: 1, ports }) });
  });
  afterEach(() => cluster.remove());

  const ask = (method: 'PUT' | 'GET', path: string, nth: number, body?: unknown): Promise<HttpAnswer> => {
    const port = cluster.ports[nth % cluster.ports.length] ?? 0;
    return sendRequest({ host: '127.0.0.1', port, method, path, headers: HEADERS }, body);
  };

  /** Waits for the end where the broker asked to. */
  const order = async (instanceId: string, nth: number): Promise<string> => {
    const { path, order: body } = newInstance(instanceId);
    const answer = await ask('PUT', path + QUERY, nth, body);
    if (answer.status !== 202) return `${answer.status} ${JSON.stringify(answer.body)}`;
    await pollUntil(`the end of ${instanceId}`, async () => {
      return stateOf(await ask('GET', `${path}/last_operation`, nth)) === 'succeeded';
    });
    return '200 {}';
  };

  const orderAtOnce = async (idOf: (nth: number) => string): Promise<Readonly<Record<string, number>>> =>
    count(await Promise.all(Array.from({ length: REQUESTS }, (_, nth) => order(idOf(nth), nth))));

  const whatIsThere = async (): Promise<{ instances: number; operations: number; ports: number }> => {
    const { instances, claims, operations } = await readStoredWorld(cluster.database);
    const ports = (await cluster.host.containers()).flatMap(({ hostPorts }) => hostPorts);
    expect(claims.map((claim) => claim.host_port).sort()).toEqual([...ports].sort());
    return { instances: instances.length, operations: operations.length, ports: new Set(ports).size };
  };

  it(`make one instance, one operation and one container of ${REQUESTS} identical requests at once, ${ROUNDS} times`, async () => {
    for (let round = 1; round <= ROUNDS; round += 1) {
      const { '201 {}': first = 0, '200 {}': others = 0, ...refusals } = await orderAtOnce(() => `same-${round}`);

      expect(refusals).toEqual({});
      expect(first).toBeLessThanOrEqual(1);
      expect(first + others).toBe(REQUESTS);
      expect(await whatIsThere()).toEqual({ instances: round, operations: round, ports: round });
    }
  });

  it(`serve exactly ${PORTS} of ${REQUESTS} orders at once where there are ${PORTS} ports, and refuse the others cleanly`, async () => {
    const { [REFUSED]: refused, ...served } = await orderAtOnce((nth) => `other-${nth}`);

    expect(refused).toBe(REQUESTS - PORTS);
    expect((served['201 {}'] ?? 0) + (served['200 {}'] ?? 0)).toBe(PORTS);
    expect(await whatIsThere()).toEqual({ instances: PORTS, operations: PORTS, ports: PORTS });
  });
});

function count(texts: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const text of texts) counts[text] = (counts[text] ?? 0) + 1;
  return counts;
}
