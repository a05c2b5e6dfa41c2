import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { Cluster } from '../support/cluster/cluster.js';
import { DATABASE_KINDS } from '../support/cluster/cluster-database.js';
import { FakeClusterHost } from '../support/cluster/fake-cluster-host.js';
import { OsbClient } from '../support/osb-client.js';
import { readStoredWorld } from './aftermath/read-stored-world.js';
import { hangUpOn } from './platform/hang-up-on.js';

const REQUESTS = 20;
const PAUSE_MS = 1_500;
const HANG_UP_AFTER_MS = 300;

let cluster: Cluster | undefined;
afterEach(async () => {
  await cluster?.remove();
  cluster = undefined;
});

describe.each(DATABASE_KINDS)('a broker that slept, on %s', (database) => {
  it('stores nothing for platforms that hung up meanwhile and were told elsewhere that nothing is there (rows 4 and 5)', async () => {
    const host = await FakeClusterHost.start({ seed: 1 });
    cluster = await Cluster.start({ brokers: 2, database, host });
    const [sleeper, other] = cluster.brokers;
    if (sleeper === undefined || other === undefined) throw new Error('There are no two brokers.');
    const client = new OsbClient(other.port);
    const prefix = `storm-${randomBytes(3).toString('hex')}`;
    const ids = Array.from({ length: REQUESTS }, (_, index) => `${prefix}-${index}`);

    const sleeping = sleeper.pause(PAUSE_MS);
    await Promise.all(ids.map((id) => hangUpOn(sleeper.port, id, HANG_UP_AFTER_MS)));
    const answers = await Promise.all(ids.map((id) => client.deprovision(id, 'redis')));
    await sleeping;

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([410]));
    await Promise.all(ids.map((id) => new OsbClient(sleeper.port).findInstance(id)));
    const { instances, operations } = await readStoredWorld(cluster.database);
    expect([instances, operations]).toEqual([[], []]);
  });
});
