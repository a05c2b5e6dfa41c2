import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type DatabaseLogin, DatabaseServer } from '../../../../test/support/database-server.js';
import { openCut } from '../../../../test/support/open-cut.js';
import { pollUntil } from '../../../../test/support/poll-until.js';
import { HostEntity } from '../entities/host.entity.js';
import { OperationEntity } from '../entities/operation.entity.js';
import { toHostId } from '../hosts/host-rules.js';
import { DatabaseUnavailableError } from '../persistence.errors.js';
import { aHost, anInstance } from '../testing/builders.js';
import { openStores, type Stores } from '../testing/open-stores.js';

const POOL_SIZE = 5;
const SERVERS = [
  {
    kind: 'postgres',
    service: 'postgresql',
    connections: 'SELECT COUNT(*) AS count FROM pg_stat_activity WHERE usename = current_user',
  },
  {
    kind: 'mysql',
    service: 'mysql',
    connections: `SELECT COUNT(*) AS count FROM information_schema.processlist WHERE user = SUBSTRING_INDEX(CURRENT_USER(), '@', 1)`,
  },
] as const;

describe.each(SERVERS)('$service that fails', ({ kind, service, connections }) => {
  let server: DatabaseServer;
  let login: DatabaseLogin;
  let stores: Stores;
  let observer: Stores;
  const said: unknown[] = [];

  beforeAll(async () => {
    server = await DatabaseServer.start(service);
  });
  afterAll(() => server.remove());
  beforeEach(async () => {
    said.length = 0;
    for (const method of ['log', 'warn', 'error'] as const)
      vi.spyOn(console, method).mockImplementation((...words) => void said.push(words));
    login = await server.newDatabase();
    stores = await openStores({ kind, ...login, poolSize: POOL_SIZE });
    observer = await openStores({ kind, ...login, poolSize: 1 });
  });
  afterEach(async () => {
    await stores.database.close();
    await observer.database.close();
    if (said.length > 0) throw new Error(`The driver said: ${JSON.stringify(said)}`);
  });

  const newHost = async (ports: number): Promise<string> => {
    const host = aHost({ portMin: 20_000, portMax: 20_000 + ports - 1 });
    await stores.hosts.recordPing(host);
    return toHostId(host);
  };
  /** With that of the observer. */
  const countConnections = async (): Promise<number> => {
    const [row] = await observer.database.read((manager) => manager.query<{ count: string | number }[]>(connections));
    return Number(row?.count);
  };
  const useWholePool = async (): Promise<void> => {
    await Promise.all(Array.from({ length: 4 * POOL_SIZE }, () => stores.hosts.recordPing(aHost())));
    await Promise.all(Array.from({ length: 4 * POOL_SIZE }, () => stores.hosts.findAll()));
  };
  const countOperations = (instanceId: string): Promise<number> =>
    observer.database.read((manager) => manager.countBy(OperationEntity, { instanceId }));

  it('keeps what was acknowledged when it is killed among 200 transactions, none twice, and leaks no connection', async () => {
    await useWholePool();
    const before = await countConnections();
    const hostId = await newHost(300);
    const wanted = Array.from({ length: 200 }, () => anInstance(hostId));
    let crash: Promise<void> | undefined;

    const results = await Promise.allSettled(
      wanted.map(async (instance) => {
        const { outcome } = await stores.instances.openProvision(instance);
        crash ??= server.crash();
        return outcome;
      }),
    );
    await crash;

    const ends = await Promise.all(
      results.map(async (result, index) => {
        const { instanceId } = wanted[index] ?? anInstance(hostId);
        const isThere = (await observer.instances.find(instanceId)) !== undefined;
        const operations = await countOperations(instanceId);
        const ports = (await observer.instances.findPorts(instanceId)).length;
        return {
          end: result.status === 'fulfilled' ? result.value : toName(result.reason),
          isThere,
          operations,
          ports,
        };
      }),
    );
    const whole = { operations: 1, ports: 1, isThere: true };
    const nothing = { operations: 0, ports: 0, isThere: false };
    const acknowledged = ends.filter(({ end }) => end === 'opened');
    const unknown = ends.filter(({ end }) => end === 'DatabaseUnavailableError');
    expect(acknowledged).not.toEqual([]);
    expect(acknowledged.length + unknown.length).toBe(200);
    for (const one of acknowledged) expect(one).toEqual({ end: 'opened', ...whole });
    for (const { end, ...one } of unknown)
      expect([
        { end, ...whole },
        { end, ...nothing },
      ]).toContainEqual({ end, ...one });
    await useWholePool();
    expect(await countConnections()).toBe(before);
  });

  it('is away while it stands still, and serves when it moves again (row 6)', async () => {
    await useWholePool();
    const before = await countConnections();

    await server.freeze();
    const [health, ...results] = await Promise.all([
      stores.health.look(),
      ...Array.from({ length: 3 * POOL_SIZE }, () => stores.hosts.findAll().catch((error: unknown) => error)),
    ]);
    await server.thaw();

    expect(health).toMatchObject({ state: 'away' });
    for (const result of results) expect(result).toBeInstanceOf(DatabaseUnavailableError);
    await pollUntil('the database', () => stores.hosts.findAll());
    await useWholePool();
    expect(await countConnections()).toBe(before);
  });

  it('opens an instance once when the answer to COMMIT is lost (row 7)', async () => {
    const cut = await openCut(login.port);
    const cutOff = await openStores({ kind, ...login, port: cut.port, poolSize: POOL_SIZE });
    const instance = anInstance(await newHost(5));

    const lost = cut.cutAfter('COMMIT');
    const opened = await cutOff.instances.openProvision(instance);
    await lost;

    expect(opened).toMatchObject({ outcome: 'opened', operation: { operationId: instance.operation.operationId } });
    expect(await countOperations(instance.instanceId)).toBe(1);
    expect(await observer.instances.findPorts(instance.instanceId)).toHaveLength(1);
    await cutOff.database.close();
    await cut.close();
  });

  it('throws out a session that stands still inside a transaction, and its locks with it', async () => {
    const host = aHost();
    await stores.hosts.recordPing(host);
    let letGo = (): void => undefined;
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    let runs = 0;
    let hold = (): void => undefined;
    const held = new Promise<void>((resolve) => (hold = resolve));

    const standing = observer.database.transaction('test', async (manager) => {
      runs += 1;
      await manager.update(HostEntity, { id: toHostId(host) }, { perfFactor: runs });
      hold();
      await gate;
      await manager.update(HostEntity, { id: toHostId(host) }, { execCommand: 'woken' });
    });
    await held;

    expect(await stores.hosts.recordPing({ ...host, serviceHost: '192.0.2.9' })).toBe(false);
    letGo();
    await standing;

    expect(runs).toBe(2);
    expect(await stores.hosts.find(toHostId(host))).toMatchObject({ serviceHost: '192.0.2.9', execCommand: 'woken' });
  });
});

function toName(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown error';
}
