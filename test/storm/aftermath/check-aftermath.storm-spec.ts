import { describe, expect, it } from 'vitest';
import type { HostContainer } from '../../support/cluster/cluster-host.types.js';
import { newBinding, newInstance } from '../platform/resource.js';
import type { Resource } from '../platform/resource.js';
import type { Aftermath, InstanceRow, OperationRow, StoredWorld } from './aftermath.types.js';
import { checkAftermath } from './check-aftermath.js';
import { checkLeaks } from './check-leaks.js';

const CONTAINER: HostContainer = {
  containerId: 'c1',
  name: 'osb-alive',
  instanceId: 'alive',
  isRunning: true,
  startedAt: 'then',
  hostPorts: [20_000],
  memoryBytes: 512 * 1_048_576,
  comesBack: true,
};
const STRANGER: HostContainer = {
  ...CONTAINER,
  containerId: 's1',
  name: 'web',
  instanceId: undefined,
  hostPorts: [80],
};
const OPERATION: OperationRow = {
  id: 'o1',
  kind: 'provision',
  instance_id: 'alive',
  binding_id: null,
  state: 'succeeded',
  mode: 'forward',
  step: 'accepted',
  description: 'the instance is ready',
  live_key: null,
  exec_key: null,
  owner: null,
  epoch: 1,
  attempts: 0,
};
const READY: InstanceRow = {
  id: 'alive',
  state: 'ready',
  health: 'ok',
  plan_name: '100',
  shared_in: null,
  house_key: null,
};
const STORED: StoredWorld = {
  instances: [READY],
  bindings: [{ id: 'alive-b1', instance_id: 'alive', state: 'ready' }],
  claims: [{ instance_id: 'alive', host_port: 20_000 }],
  operations: [OPERATION],
};

function toResources(): readonly Resource[] {
  const [alive, gone] = [newInstance('alive'), newInstance('gone')];
  const binding = newBinding(alive);
  Object.assign(binding, { belief: 'exists', credentials: { username: 'u1' } });
  Object.assign(alive, { belief: 'exists' });
  gone.bury();
  return [alive, gone];
}

/** One instance with one binding, one that is gone, and a stranger. */
const PEACE: Aftermath = {
  instances: toResources(),
  stored: STORED,
  containers: [CONTAINER, STRANGER],
  volumes: [{ name: 'osb-alive-0', instanceId: 'alive' }],
  logins: new Map([['alive', ['u1']]]),
  strangers: [STRANGER],
  mostAtOnce: () => ({ containers: 2, running: 1, scripts: 1 }),
  ends: new Map([['o1', 1]]),
};
const stored = (change: Partial<StoredWorld>): Partial<Aftermath> => ({ stored: { ...STORED, ...change } });

describe('checkAftermath', () => {
  it('finds nothing wrong where nothing is', () => {
    expect(checkAftermath(PEACE)).toEqual([]);
  });

  it.each<[string, Partial<Aftermath>, RegExp]>([
    ['N1: another plan in the database', stored({ instances: [{ ...READY, plan_name: '200' }] }), /stored is 200/],
    ['N1: limits of another plan', { containers: [{ ...CONTAINER, memoryBytes: 1 }, STRANGER] }, /may use 1 bytes/],
    [
      'N1: a container that does not come back',
      { containers: [{ ...CONTAINER, comesBack: false }, STRANGER] },
      /does not come back/,
    ],
    ['N1: a lost row', stored({ instances: [] }), /lost: not among the instances/],
    ['N1: a lost container', { containers: [STRANGER] }, /lost: not among the running/],
    [
      'N1: a container that is down',
      { containers: [{ ...CONTAINER, isRunning: false }, STRANGER] },
      /lost: not among the running/,
    ],
    [
      'N1: a second container',
      { containers: [CONTAINER, { ...CONTAINER, containerId: 'c2', hostPorts: [] }, STRANGER] },
      /double/,
    ],
    ['N1: a row too many', stored({ instances: [...STORED.instances, { ...READY, id: 'gone' }] }), /leaked/],
    [
      'N2: a container of what is gone',
      { containers: [CONTAINER, STRANGER, { ...CONTAINER, instanceId: 'gone', isRunning: false, hostPorts: [] }] },
      /gone, but there is container/,
    ],
    [
      'N2: a volume of what is gone',
      { volumes: [{ name: 'osb-gone-0', instanceId: 'gone' }] },
      /gone, but there is volume/,
    ],
    [
      'N2: a binding of what is gone',
      stored({ bindings: [...STORED.bindings, { id: 'gone-b1', instance_id: 'gone', state: 'ready' }] }),
      /gone, but there is binding/,
    ],
    [
      'N2: a claim of what is gone',
      stored({ claims: [...STORED.claims, { instance_id: 'gone', host_port: 1 }] }),
      /gone, but there is the claim/,
    ],
    ['N3: a port that is not claimed', stored({ claims: [] }), /published but not claimed/],
    ['N3: a port twice', { containers: [CONTAINER, { ...STRANGER, hostPorts: [20_000] }] }, /published twice/],
    ['N4: a lost binding', stored({ bindings: [] }), /binding is not ready/],
    [
      'N4: a binding too many',
      stored({ bindings: [...STORED.bindings, { id: 'alive-b2', instance_id: 'alive', state: 'ready' }] }),
      /its platform does not know/,
    ],
    ['N4: a lost login', { logins: new Map() }, /no such login/],
    ['N4: a login too many', { logins: new Map([['alive', ['u1', 'u2']]]) }, /login that belongs to no binding: u2/],
    [
      'N5: an operation under way',
      stored({ operations: [{ ...OPERATION, state: 'in progress', live_key: 'i/alive' }] }),
      /not at rest/,
    ],
    ['N5: a container that is held', stored({ operations: [{ ...OPERATION, exec_key: 'x/c1' }] }), /not at rest/],
    ['N5: an operation that ended twice', { ends: new Map([['o1', 2]]) }, /ended 2 times/],
    [
      'N7: a stranger that was started again',
      { containers: [CONTAINER, { ...STRANGER, startedAt: 'now' }] },
      /stranger/,
    ],
    ['N7: a stranger that is gone', { containers: [CONTAINER] }, /stranger/],
    ['N8: two at once', { mostAtOnce: () => ({ containers: 2, running: 2, scripts: 1 }) }, /2 running containers/],
    ['N8: three at once', { mostAtOnce: () => ({ containers: 3, running: 1, scripts: 1 }) }, /3 containers/],
    ['N8: two scripts at once', { mostAtOnce: () => ({ containers: 1, running: 1, scripts: 2 }) }, /2 of its scripts/],
  ])('finds %s', (_, change, wanted) => {
    expect(checkAftermath({ ...PEACE, ...change }).map(({ what }) => what)).toContainEqual(
      expect.stringMatching(wanted),
    );
  });
});

describe('checkAftermath of instances that share containers', () => {
  const HOUSE_ID = 'docker-broker-shared-0-1';
  const HOUSE: InstanceRow = { ...READY, id: HOUSE_ID, house_key: 'key' };
  const tenants = (...ids: readonly string[]): readonly InstanceRow[] =>
    ids.map((id) => ({ ...READY, id, shared_in: HOUSE_ID }));
  const existing = (id: string): Resource => Object.assign(newInstance(id, 'crowd'), { belief: 'exists' });
  const gone = newInstance('t0', 'crowd');
  gone.bury();
  const rows = (...instances: readonly InstanceRow[]): StoredWorld => ({
    instances,
    bindings: [],
    claims: [{ instance_id: HOUSE_ID, host_port: 20_000 }],
    operations: [{ ...OPERATION, instance_id: HOUSE_ID }],
  });
  const housed = { ...CONTAINER, name: 'osb-house', instanceId: HOUSE_ID };
  const shared: Aftermath = {
    ...PEACE,
    instances: [existing('t1'), existing('t2'), gone],
    stored: rows(HOUSE, ...tenants('t1', 't2')),
    containers: [housed, STRANGER],
    volumes: [{ name: 'osb-house-0', instanceId: HOUSE_ID }],
    logins: new Map(),
  };
  const five = ['t1', 't2', 't3', 't4', 't5'];

  it('finds nothing wrong where nothing is', () => {
    expect(checkAftermath(shared)).toEqual([]);
  });

  it.each<[string, Partial<Aftermath>, RegExp]>([
    ['a house without tenants', { instances: [], stored: rows(HOUSE) }, /nobody lives/],
    ['a tenant without a house', { stored: rows(...tenants('t1', 't2')) }, /homeless/],
    ['a tenant in no house at all', { stored: rows(HOUSE, ...tenants('t1'), { ...READY, id: 't2' }) }, /homeless/],
    ['a house that is broken', { stored: rows({ ...HOUSE, health: 'lost' }, ...tenants('t1', 't2')) }, /homeless/],
    [
      'more tenants than seats',
      { instances: five.map(existing), stored: rows(HOUSE, ...tenants(...five)) },
      /5 live in it, which has 4 seats/,
    ],
    [
      'a house that is down',
      { containers: [{ ...housed, isRunning: false }, STRANGER] },
      /lost: not among the running/,
    ],
    ['a house twice', { containers: [housed, { ...housed, containerId: 'c2', hostPorts: [] }, STRANGER] }, /double/],
    ['a house that has gone by half', { stored: rows({ ...HOUSE, state: 'deleting' }, ...tenants('t1')) }, /leaked/],
    ['an own container of a tenant', { containers: [housed, { ...CONTAINER, instanceId: 't1' }] }, /leaked: among the/],
    ['a house of other limits', { containers: [{ ...housed, memoryBytes: 1 }, STRANGER] }, /may use 1 bytes/],
    ['logins of who has left', { logins: new Map([['t0', ['u0']]]) }, /login that belongs to no binding: u0/],
    ['two scripts at once in a house', { mostAtOnce: mostOfHouse }, /2 of its scripts/],
    [
      'who shares a container, and should not',
      { instances: [Object.assign(newInstance('t1'), { belief: 'exists' })], stored: rows(HOUSE, ...tenants('t1')) },
      /shares nothing/,
    ],
  ])('finds %s', (_, change, wanted) => {
    expect(checkAftermath({ ...shared, ...change }).map(({ what }) => what)).toContainEqual(
      expect.stringMatching(wanted),
    );
  });

  function mostOfHouse(id: string): ReturnType<Aftermath['mostAtOnce']> {
    return { containers: 1, running: 1, scripts: id === HOUSE_ID ? 2 : 1 };
  }
});

describe('checkLeaks', () => {
  const figures = { handles: 30, sockets: 20, megabytes: 100 };
  const MOST_CONNECTIONS = 32;
  const before = { brokers: new Map([['broker 1', figures]]), connections: 10 };

  it('finds nothing in what is nearly as before', () => {
    expect(checkLeaks(before, before, MOST_CONNECTIONS)).toEqual([]);
    expect(
      checkLeaks(
        before,
        { brokers: new Map([['broker 1', { ...figures, handles: 35 }]]), connections: 30 },
        MOST_CONNECTIONS,
      ),
    ).toEqual([]);
  });

  it.each(['handles', 'sockets', 'megabytes'] as const)('finds N11: %s', (what) => {
    const after = { brokers: new Map([['broker 1', { ...figures, [what]: 200 }]]), connections: 10 };

    expect(checkLeaks(before, after, MOST_CONNECTIONS)).toEqual([
      { id: '', what: expect.stringContaining(what) as string },
    ]);
  });

  it('finds N11: connections', () => {
    expect(checkLeaks(before, { ...before, connections: 60 }, MOST_CONNECTIONS)).toEqual([
      { id: '', what: '10 connections before, 60 after' },
    ]);
  });
});
