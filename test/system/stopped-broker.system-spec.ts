import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { Cluster, type Guest } from '../support/cluster/cluster.js';
import { FakeClusterHost } from '../support/cluster/fake-cluster-host.js';
import { DatabaseServer } from '../support/database-server.js';
import { OsbClient } from '../support/osb-client.js';
import { pollUntil } from '../support/poll-until.js';
import { TestSystem } from '../support/test-system.js';

const SCRIPT_MS = 5_000;
/** Longer than any test waits: whoever goes on did not wait for it. */
const LEASE_SECONDS = '600';
const STOP_MS = 10_000;

describe('a broker that is told to stop (row 9)', () => {
  const cleanUp: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const step of cleanUp.splice(0).reverse()) await step();
  });

  const startCluster = async (): Promise<{ readonly other: OsbClient; readonly guest: Guest }> => {
    const host = await FakeClusterHost.start({ seed: 1, scriptMs: SCRIPT_MS });
    const environment = { BROKER_OPERATIONS_LEASESECONDS: LEASE_SECONDS };
    const cluster = await Cluster.start({ brokers: 1, database: 'sqlite', host, environment });
    cleanUp.push(() => cluster.remove());
    const guest = await cluster.startGuest({});
    cleanUp.push(() => guest.program.stop('SIGKILL'));
    await guest.program.said('listening');
    return { other: new OsbClient(cluster.ports[0] ?? 0), guest };
  };

  it('answers in the middle of a long script, exits with 0 in time, and another one goes on at once', async () => {
    const { other, guest } = await startCluster();
    const instanceId = randomUUID();
    const path = `/v2/service_instances/${instanceId}`;
    const ids = { service_id: 'redis', plan_id: 'redis_100', organization_guid: 'org', space_guid: 'space' };
    const order = new OsbClient(guest.port).request('PUT', `${path}?accepts_incomplete=true`, ids);
    await pollUntil('the script', () => guest.program.output.some((line) => line.includes('"step":"start"')));
    const toldAt = performance.now();

    const ending = await guest.program.stop('SIGTERM');

    expect(ending).toEqual({ code: 0, signal: null });
    expect(performance.now() - toldAt).toBeLessThan(STOP_MS);
    expect(guest.program.log().at(-1)).toMatchObject({ message: 'stopped' });
    expect(await order).toMatchObject({ status: 202 });
    expect(await other.endOfOperation(instanceId)).toMatchObject({ body: { state: 'succeeded' } });
    expect(await other.deprovision(instanceId, 'redis')).toMatchObject({ status: 200 });
  });

  it('exits with 0 in time though its database hangs, and says so', async () => {
    const server = await DatabaseServer.start('postgresql');
    cleanUp.push(() => server.remove());
    const { host, port, user, password, database } = await server.newDatabase();
    const system = await TestSystem.prepare({
      brokerEnv: {
        BROKER_PERSISTER_DRIVER: 'postgres',
        BROKER_PERSISTER_HOST: host,
        BROKER_PERSISTER_PORT: String(port),
        BROKER_PERSISTER_USER: user,
        BROKER_PERSISTER_PASSWORD: password,
        BROKER_PERSISTER_DATABASE: database,
      },
    });
    cleanUp.push(() => system.remove());
    await system.startBroker();
    await system.client.request('GET', '/v2/catalog');
    await server.freeze();
    cleanUp.push(() => server.thaw());
    const hanging = system.client.findInstance('some').catch(() => undefined);
    // Answered without the database, and after the one above has come in.
    for (let turn = 0; turn < 3; turn += 1) await system.client.request('GET', '/livez');
    const toldAt = performance.now();

    const ending = await system.broker.stop('SIGTERM');

    expect(ending).toEqual({ code: 0, signal: null });
    expect(performance.now() - toldAt).toBeLessThan(STOP_MS);
    expect(system.broker.log().at(-1)).toMatchObject({ message: expect.stringMatching(/^stopped by force/) as string });
    await hanging;
  });
});
