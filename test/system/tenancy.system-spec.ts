import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectToService, type ServiceConnection } from '../support/connect-to-service.js';
import { type Credentials, credentialsOf } from '../support/osb-client.js';
import type { OwnEngine } from '../support/own-engine.js';
import { pollUntil } from '../support/poll-until.js';
import { TwoHosts } from '../support/two-hosts.js';

const MYSQL = 'docker-broker/mysql';
const REDIS = 'docker-broker/redis';
const SEATS = 3;
const TENANTS = 5;
const MOST_ORDERS = 20;
const OLD = 'database-of-old';
/** No more than an engine gets that may not raise its own limits. */
const LIMITS = { ulimits: { nofile: { soft: 4_096, hard: 4_096 } } };

/** Own containers, a shared one, and one of old: anywhere, where it is, where it is not, and one that nobody has. */
function plansFor([first, second]: readonly [OwnEngine, OwnEngine]): readonly object[] {
  const old = { plan: '100', numinstances: 0, containername: OLD };
  return [
    { name: 'own', plan: '100', image: REDIS, numinstances: 1, ...LIMITS },
    { name: 'shared', plan: '100', image: MYSQL, numinstances: SEATS, ...LIMITS },
    { name: 'anywhere', ...old },
    { name: 'there', ...old, containerhost: second.address },
    { name: 'elsewhere', ...old, containerhost: first.address },
    { name: 'nowhere', ...old, containername: 'nobody-has-it' },
  ];
}

let hosts: TwoHosts;
const open: ServiceConnection[] = [];

beforeAll(async () => {
  hosts = await TwoHosts.start([`${MYSQL}:latest`, `${REDIS}:latest`], (engines) => ({
    brokerEnv: {
      BROKER_SERVICES_IMAGES: JSON.stringify(plansFor(engines)),
      BROKER_OPERATIONS_EMPTYCONTAINERSECONDS: '1',
      BROKER_OPERATIONS_SYNCWAITSECONDS: '1',
    },
  }));
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((connection) => connection.close()));
});
afterAll(() => hosts.remove());

const bind = async (instanceId: string, service: string, name = '1'): Promise<Credentials> =>
  credentialsOf(await hosts.system.client.bind(instanceId, `${instanceId}-${name}`, service));
const connect = async (credentials: Credentials): Promise<ServiceConnection> => {
  const connection = await connectToService('', credentials);
  open.push(connection);
  return connection;
};
const addressOf = ({ uri = '' }: Credentials): string => new URL(uri).hostname;
const engineAt = (address: string): OwnEngine => {
  const engine = hosts.engines.find((one) => one.address === address);
  if (engine === undefined) throw new Error(`There is no engine at ${address}.`);
  return engine;
};
const deprovision = async (instanceId: string, service: string): Promise<void> => {
  expect(await hosts.system.client.deprovision(instanceId, service)).toMatchObject({ status: 200 });
};

describe('instances with containers of their own', () => {
  it('live on both hosts, one container each, which goes with them', async () => {
    const lived = new Map<string, string>();

    for (let orders = 0; orders < MOST_ORDERS && new Set(lived.values()).size < 2; orders += 1) {
      const id = await hosts.system.newInstance('own');
      const credentials = await bind(id, 'own');
      const connection = await connect(credentials);
      await connection.write(id);
      expect(await connection.read()).toBe(id);
      lived.set(id, addressOf(credentials));
    }

    expect(new Set(lived.values())).toEqual(new Set(hosts.engines.map(({ address }) => address)));
    const count = async (): Promise<number[]> =>
      Promise.all(hosts.engines.map(async (engine) => (await engine.containerNames()).length));
    expect((await count()).reduce((sum, one) => sum + one)).toBe(lived.size);
    for (const id of lived.keys()) await deprovision(id, 'own');
    expect(await count()).toEqual([0, 0]);
  });
});

describe('a container that was there before', () => {
  interface Inspected {
    readonly Id: string;
    readonly State: { readonly Status: string; readonly StartedAt: string; readonly Pid: number };
    readonly RestartCount: number;
  }
  const inspect = async (): Promise<object> => {
    const { body } = await hosts.engines[1].ask('GET', `/containers/${OLD}/json`);
    const { Id, State, RestartCount } = body as Inspected;
    return { Id, Status: State.Status, StartedAt: State.StartedAt, Pid: State.Pid, RestartCount };
  };
  let before: object;

  beforeAll(async () => {
    const [, second] = hosts.engines;
    const published = { PortBindings: { '6379/tcp': [{ HostPort: '16379' }] } };
    await second.ask('POST', `/containers/create?name=${OLD}`, { Image: REDIS, HostConfig: published });
    await second.ask('POST', `/containers/${OLD}/start`);
    before = await inspect();
  });

  it.each([
    ['on whichever host has it', 'anywhere'],
    ['on the host that its plan names', 'there'],
  ])('is found %s, and is after its instances as it was before', async (_, service) => {
    const id = await hosts.system.newInstance(service);
    const credentials = await bind(id, service);
    const connection = await connect(credentials);
    await connection.write(id);

    expect(await connection.read()).toBe(id);
    expect(new URL(credentials['uri'] ?? '').host).toBe(`${hosts.engines[1].address}:16379`);
    expect(await hosts.system.client.unbind(id, `${id}-1`, service)).toMatchObject({ status: 200 });
    await expect(connect(credentials)).rejects.toThrow();
    await deprovision(id, service);

    expect(await inspect()).toEqual(before);
    expect(await hosts.engines[0].containerNames()).toEqual([]);
    expect(await hosts.engines[1].containerNames()).toEqual([OLD]);
  });

  it.each([
    ['that is on another host than its plan names', 'elsewhere', [0]],
    ['that no host has', 'nowhere', [0, 1]],
  ] as const)('%s is missed by name and host (row 83)', async (_, service, asked) => {
    const id = hosts.system.newInstanceId();

    const answer = await hosts.system.client.provision(id, service);

    expect(answer).toMatchObject({ status: 400 });
    const { description } = answer.body as { readonly description: string };
    for (const [index, { address }] of hosts.engines.entries())
      expect(description.includes(address)).toBe((asked as readonly number[]).includes(index));
    expect(description).toContain('does not run on');
    expect(await hosts.system.client.findInstance(id)).toMatchObject({ status: 404 });
    expect(await inspect()).toEqual(before);
  });
});

describe('instances that share containers', () => {
  interface Tenant {
    readonly id: string;
    readonly house: string;
    readonly credentials: Credentials;
  }
  let tenants: readonly Tenant[];

  const settle = async (id: string): Promise<Tenant> => {
    const credentials = await bind(id, 'shared');
    await (await connect(credentials)).write(`of ${id}`);
    const { body } = await hosts.system.client.request('GET', `/admin/instances/${id}`);
    return { id, credentials, house: (body as { readonly shared_in: string }).shared_in };
  };
  const read = async (credentials: Credentials): Promise<string | undefined> => (await connect(credentials)).read();
  const housesOf = (list: readonly Tenant[]): readonly string[] => [...new Set(list.map(({ house }) => house))];
  const containersOf = async (house: string): Promise<number> => {
    const names = await Promise.all(hosts.engines.map((engine) => engine.containerNames()));
    return names.flat().filter((name) => name.includes(house)).length;
  };

  beforeAll(async () => {
    const ids = await Promise.all(Array.from({ length: TENANTS }, () => hosts.system.newInstance('shared')));
    tenants = await Promise.all(ids.map(settle));
  });

  it('are five in two containers of three seats', async () => {
    const counts = housesOf(tenants).map((house) => tenants.filter((tenant) => tenant.house === house).length);

    expect(counts.sort()).toEqual([TENANTS - SEATS, SEATS]);
    for (const house of housesOf(tenants)) expect(await containersOf(house)).toBe(1);
  });

  it('read their own data alone', async () => {
    for (const { id, credentials } of tenants) expect(await read(credentials)).toBe(`of ${id}`);
    for (const { id, house, credentials } of tenants) {
      const neighbour = tenants.find((other) => other.house === house && other.id !== id);
      const uri = (credentials['uri'] ?? '').replace(/[^/]+$/, neighbour?.credentials['database'] ?? '');
      await expect(read({ uri })).rejects.toThrow();
    }
  });

  it('lose nothing when their host loses its power: what is ordered meanwhile waits for it, or goes elsewhere (row 63)', async () => {
    const { client } = hosts.system;
    const [first, second] = tenants.filter(({ house }) => house === tenants[0]?.house) as [Tenant, Tenant];
    const lost = engineAt(addressOf(first.credentials));
    const path = (bindingId: string): string => `/v2/service_instances/${first.id}/service_bindings/${bindingId}`;
    const order = { service_id: 'shared', plan_id: 'shared_100' };

    const [, struck] = await Promise.all([
      hosts.lose(lost),
      client.request('PUT', `${path('struck')}?accepts_incomplete=true`, order),
    ]);
    const leaving = client.deprovision(second.id, 'shared');
    const asked = await client.request('PUT', `${path('asked')}?accepts_incomplete=true`, order);
    const elsewhere = await settle(await hosts.system.newInstance('shared'));

    expect([201, 202]).toContain(struck.status);
    expect(asked).toMatchObject({ status: 202 });
    expect(await client.request('GET', `${path('asked')}/last_operation`)).toMatchObject({
      status: 200,
      body: { state: 'in progress', description: expect.any(String) as string },
    });
    expect(addressOf(elsewhere.credentials)).not.toBe(lost.address);
    expect(await client.findInstance(first.id)).toMatchObject({ status: 200 });

    await hosts.bringBack(lost);
    for (const bindingId of ['struck', 'asked']) {
      expect(await client.endOfOperation(first.id, bindingId)).toMatchObject({ body: { state: 'succeeded' } });
      expect(await read(credentialsOf(await client.findBinding(first.id, bindingId)))).toBe(`of ${first.id}`);
    }
    expect(await leaving).toMatchObject({ status: 200 });
    await expect(connect(second.credentials)).rejects.toThrow();
    tenants = [...tenants.filter(({ id }) => id !== second.id), elsewhere];
    for (const { id, credentials } of tenants) expect(await read(credentials)).toBe(`of ${id}`);
  });

  it('leave containers behind that go after a while, each after its last one', async () => {
    const [kept = '', ...emptied] = housesOf(tenants);
    const leaving = tenants.filter(({ house }) => house !== kept);
    const staying = tenants.filter(({ house }) => house === kept);
    await Promise.all(leaving.map(({ id }) => deprovision(id, 'shared')));

    for (const house of emptied) await pollUntil(`the end of ${house}`, async () => (await containersOf(house)) === 0);
    expect(await containersOf(kept)).toBe(1);
    for (const { id, credentials } of staying) expect(await read(credentials)).toBe(`of ${id}`);
  });
});
