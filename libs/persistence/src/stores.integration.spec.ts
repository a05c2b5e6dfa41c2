import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseServer } from '../../../test/support/database-server.js';
import { pollUntil } from '../../../test/support/poll-until.js';
import type { DriverName } from './database/drivers.js';
import { toHostId } from './hosts/host-rules.js';
import { DatabaseUnavailableError } from './persistence.errors.js';
import { describeAllStores } from './testing/all-stores.contract.js';
import { aHost, anInstance, anOperation } from './testing/builders.js';
import { openStores } from './testing/open-stores.js';
import type { Stores } from './testing/open-stores.js';
import { describePlans } from './testing/plans/plans.contract.js';
import { StatementRecorder } from './testing/plans/statement-recorder.js';

const SERVERS: readonly { readonly kind: DriverName; readonly service: 'postgresql' | 'mysql' }[] = [
  { kind: 'postgres', service: 'postgresql' },
  { kind: 'mysql', service: 'mysql' },
  { kind: 'mariadb', service: 'mysql' },
];

describe.each(SERVERS)('$service by the driver $kind', ({ kind, service }) => {
  let server: DatabaseServer;
  let open: () => Promise<Stores>;
  const recorder = new StatementRecorder();
  beforeAll(async () => {
    server = await DatabaseServer.start(service);
    const login = await server.newDatabase();
    open = () => openStores({ kind, ...login, driverOptions: recorder.driverOptions });
  });
  afterAll(() => server.remove());

  describeAllStores(service, () => open());
  describePlans(service, { open: () => open(), recorder, filling: { name: 'filled', hosts: 20, instances: 5_000 } });
  describeTwoBrokers(service, () => open());

  it('is opened by several brokers at once while it is empty', async () => {
    const login = await server.newDatabase();

    const all = await Promise.allSettled(Array.from({ length: 4 }, () => openStores({ kind, ...login })));

    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'fulfilled']);
    for (const one of all) if (one.status === 'fulfilled') await one.value.database.close();
  });

  it('says that the database is away, and works again when it is back', async () => {
    const stores = await open();
    const host = aHost();
    await stores.hosts.recordPing(host);

    await server.pause();
    await expect(stores.hosts.findAll()).rejects.toThrow(DatabaseUnavailableError);
    await expect(stores.instances.openProvision(anInstance(toHostId(host)))).rejects.toThrow(DatabaseUnavailableError);
    await server.resume();

    await pollUntil('the stores', () => stores.hosts.findAll());
    expect(await stores.instances.openProvision(anInstance(toHostId(host)))).toMatchObject({ outcome: 'opened' });
    await stores.database.close();
  });

  it('says that nobody answers when it is opened too early', async () => {
    await server.pause();
    await expect(open()).rejects.toThrow(DatabaseUnavailableError);
    await server.resume();
  });
});

describe('a first start that was broken off', () => {
  it('is finished by the next one where the database keeps half of it', async () => {
    const server = await DatabaseServer.start('mysql');
    try {
      const login = await server.newDatabase();
      const first = await openStores({ kind: 'mysql', ...login });
      await first.database.read(async (manager) => {
        await manager.query('DROP TABLE operation');
        await manager.query('DROP INDEX service_binding_instance ON service_binding');
        await manager.query('DELETE FROM schema_migration');
      });
      await first.database.close();

      const second = await openStores({ kind: 'mysql', ...login });

      expect(await second.operations.findDue(1, [])).toEqual([]);
      await second.database.close();
    } finally {
      await server.remove();
    }
  });
});

describe('SQLite in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'docker-broker-'));
  const open = (): Promise<Stores> => openStores({ kind: 'sqlite', database: join(folder, 'broker.sqlite') });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  describeAllStores('SQLite in a file', open);

  it('shows one broker what another one wrote', async () => {
    const [one, other] = [await open(), await open()];
    const host = aHost();
    await one.hosts.recordPing(host);
    const instance = anInstance(toHostId(host));

    expect(await one.instances.openProvision(instance)).toMatchObject({ outcome: 'opened' });
    expect(await other.instances.openProvision({ ...instance, operation: anOperation() })).toMatchObject({
      outcome: 'exists',
    });
    expect(await other.operations.claim(instance.operation.operationId, 'other', 60_000)).toBeDefined();
    expect(await one.operations.claim(instance.operation.operationId, 'one', 60_000)).toBeUndefined();
    await Promise.all([one.database.close(), other.database.close()]);
  });
});

/** Each has a pool of its own. SQLite's driver blocks its process while another one writes: see test/system. */
function describeTwoBrokers(name: string, open: () => Promise<Stores>): void {
  describe(`two brokers on ${name}`, () => {
    let brokers: readonly Stores[];
    beforeAll(async () => {
      brokers = await Promise.all([open(), open()]);
    });
    afterAll(() => Promise.all(brokers.map(({ database }) => database.close())));

    const atOnce = <T>(count: number, work: (stores: Stores, index: number) => Promise<T>): Promise<T[]> =>
      Promise.all(brokers.flatMap((stores) => Array.from({ length: count }, (_, index) => work(stores, index))));

    async function newHost(ports: number): Promise<string> {
      const host = aHost({ portMin: 20_000, portMax: 20_000 + ports - 1 });
      await brokers[0]?.hosts.recordPing(host);
      return toHostId(host);
    }

    it('never hand out the same port', async () => {
      const hostId = await newHost(30);

      const opened = await atOnce(20, async ({ instances }) => {
        const instance = anInstance(hostId);
        const { outcome } = await instances.openProvision(instance);
        return { outcome, ports: await instances.findPorts(instance.instanceId) };
      });

      const ports = opened.flatMap((one) => one.ports.map(({ hostPort }) => hostPort));
      expect(opened.filter(({ outcome }) => outcome === 'opened')).toHaveLength(30);
      expect(opened.filter(({ outcome }) => outcome === 'no room')).toHaveLength(10);
      expect(new Set(ports).size).toBe(30);
    });

    it('keep a limit together (row 84)', async () => {
      const hostId = await newHost(40);
      const limits = { organization: 5 };

      const opened = await atOnce(10, ({ instances }) =>
        instances.openProvision(anInstance(hostId, { serviceName: 'limited', limits })),
      );

      expect(opened.filter(({ outcome }) => outcome === 'opened')).toHaveLength(5);
      expect(opened.filter(({ outcome }) => outcome === 'limit reached')).toHaveLength(15);
    });

    it('open an instance once', async () => {
      const instance = anInstance(await newHost(5));

      const outcomes = await atOnce(
        10,
        async ({ instances }) => (await instances.openProvision({ ...instance, operation: anOperation() })).outcome,
      );

      expect(outcomes.filter((outcome) => outcome === 'opened')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'exists')).toHaveLength(19);
    });

    it('give an operation to one worker, and each sees what the other did', async () => {
      const instance = anInstance(await newHost(5));
      const { operationId } = instance.operation;
      await brokers[0]?.instances.openProvision(instance);

      const claims = await atOnce(5, ({ operations }, index) =>
        operations.claim(operationId, `worker-${index}`, 60_000),
      );

      const won = claims.filter((claim) => claim !== undefined);
      expect(won).toHaveLength(1);
      const found = await atOnce(1, ({ operations }) => operations.find(operationId));
      expect(found.map((operation) => operation?.epoch)).toEqual([1, 1]);
    });

    it('record the pings of a new host side by side (row 62)', async () => {
      const host = aHost();

      const isNew = await atOnce(5, ({ hosts }) => hosts.recordPing(host));

      expect(isNew.filter(Boolean)).toHaveLength(1);
    });

    it('fill an empty database at the same moment', async () => {
      const seed = { name: 'catalog', userName: 'admin', passwordHash: 'hash', plans: [] };

      await atOnce(3, ({ services }) => services.seed(seed));

      const names = await atOnce(1, async ({ services }) => (await services.identity()).name);
      expect(names).toEqual(['catalog', 'catalog']);
    });
  });
}
