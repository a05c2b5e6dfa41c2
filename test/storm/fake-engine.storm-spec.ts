import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { Cluster } from '../support/cluster/cluster.js';
import { DATABASE_KINDS } from '../support/cluster/cluster-database.js';
import { FakeClusterHost } from '../support/cluster/fake-cluster-host.js';
import { SCALE } from './scale.js';
import { Storm } from './storm.js';

let cluster: Cluster | undefined;
afterEach(async () => {
  await cluster?.remove();
  cluster = undefined;
});

describe.each(DATABASE_KINDS)('three brokers on %s and a Docker host that fails', (database) => {
  it('lose, leak and double nothing', async () => {
    const { seed, kills, pauses } = SCALE.fake;
    const host = await FakeClusterHost.start({ seed, probability: 0.03, scriptMs: [20, 600] });
    const environment = {
      BROKER_OPERATIONS_SYNCWAITSECONDS: '1',
      BROKER_OPERATIONS_POLLHOLDSECONDS: '1',
      BROKER_RECONCILER_EVERYSECONDS: '2',
      BROKER_RECONCILER_SIGHTINGSECONDS: '5',
    };
    cluster = await Cluster.start({ brokers: 3, database, host, environment });
    const blows = { kills, pauses, crashes: 2, everyMs: 900 };
    const prefix = `storm-${randomBytes(3).toString('hex')}`;

    const report = await new Storm(cluster, { seed, prefix, clients: 8, mortality: 0.7, blows }).ride();

    process.stdout.write(`${database}, STORM_SEED=${seed}: ${report.summary}\n`);
    if (report.story !== '') process.stdout.write(`${report.story}\n`);
    expect(report.violations).toEqual([]);
    expect([cluster.kills, cluster.pauses]).toEqual([kills, pauses]);
    expect(report.tally.of('lives')).toBeGreaterThanOrEqual(60);
    expect(report.tally.of('bindings: exists')).toBeGreaterThanOrEqual(60);
  });
});
