import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { NewInstance } from '#persistence';
import { aContainer, openStores, type Stores, StoreFixture } from '#persistence/testing';
import { aDefinition } from '../catalog/testing/a-definition.js';
import { WantedDrains } from './wanted-drains.js';

const ENDPOINT = { kind: 'unix', socketPath: '/run/docker.sock' } as const;
const DRAIN = { syslog_drain: 'syslog://logs.example.com:514' };

describe('what a host is to send', () => {
  let stores: Stores;
  let fixture: StoreFixture;
  let hostId: string;
  let serviceHost: string;
  let wanted: WantedDrains;

  beforeEach(async () => {
    stores = await openStores();
    fixture = new StoreFixture(stores);
    hostId = await fixture.newHost();
    serviceHost = 'one.example.com';
    const locate = async (id: string): ReturnType<ConstructorParameters<typeof WantedDrains>[1]['locate']> => {
      const host = await stores.hosts.find(id);
      if (host === undefined) throw new Error(`no host ${id}`);
      return { host: { ...host, serviceHost }, endpoint: ENDPOINT };
    };
    wanted = new WantedDrains(stores.instances, { locate });
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await stores.database.close();
  });

  /** With a container, which has the instance's id. */
  const newInstance = async (parameters: object = DRAIN): Promise<NewInstance> => {
    const request = { parameters: { ...parameters }, context: {}, organizationGuid: 'org', spaceGuid: 'space' };
    const instance = await fixture.opened({ hostId, request, definition: aDefinition(), ports: [] });
    const { claim } = await fixture.claimed(instance.operation.operationId);
    const { instanceId } = instance;
    await stores.instances.recordContainer(claim, instanceId, aContainer({ containerId: instanceId }));
    await stores.instances.completeProvision(claim, instanceId, { dashboardUrl: undefined });
    return instance;
  };
  const look = async (): Promise<readonly string[]> =>
    (await wanted.find(hostId)).wanted.map(({ containerId }) => containerId).sort();
  const change = ({ instanceId, specHash, request }: NewInstance, parameters: object): Promise<boolean> => {
    const changed = { request: { ...request, parameters: { ...parameters } }, specHash };
    return stores.instances.recordRequest({ instanceId, specHash, generation: 0 }, changed);
  };
  /** What was opened since. */
  const countReads = (): (() => object) => {
    const [one, all] = [vi.spyOn(stores.instances, 'find'), vi.spyOn(stores.instances, 'findOnHost')];
    return () => ({ one: one.mock.calls.length, all: all.mock.calls.length });
  };

  it('is the logs of the instances that say so', async () => {
    const { instanceId } = await newInstance();
    await newInstance({});

    expect(await look()).toEqual([instanceId]);
  });

  it('is found without opening again what has not changed', async () => {
    const drained = await newInstance();
    await newInstance({});
    await look();
    const reads = countReads();

    expect(await look()).toEqual([drained.instanceId]);
    expect(reads()).toEqual({ one: 0, all: 0 });
  });

  it('is what instances say by now, and only those that changed are opened', async () => {
    const [one, two] = [await newInstance(), await newInstance({})];
    await look();
    const reads = countReads();

    await change(one, {});
    await change(two, DRAIN);

    expect(await look()).toEqual([two.instanceId]);
    expect(reads()).toEqual({ one: 2, all: 0 });
  });

  it('is found at once where there are many', async () => {
    const instances = await Promise.all(Array.from({ length: 21 }, () => newInstance()));
    const reads = countReads();

    expect(await look()).toEqual(instances.map(({ instanceId }) => instanceId).sort());
    expect(reads()).toEqual({ one: 0, all: 1 });
  });

  it('loses what is being deleted when that is gone', async () => {
    const { instanceId } = await newInstance();
    const operation = { operationId: 'delete', requestId: 'r' };
    await look();
    await stores.instances.openDeprovision(instanceId, operation);
    const { claim } = await fixture.claimed(operation.operationId);
    await stores.instances.completeDeprovision(claim, instanceId);

    expect(await look()).toEqual([]);
  });

  it('names the host as clients do by now', async () => {
    await newInstance();
    await look();
    serviceHost = 'two.example.com';

    expect((await wanted.find(hostId)).wanted).toMatchObject([{ sender: 'two.example.com' }]);
  });
});
