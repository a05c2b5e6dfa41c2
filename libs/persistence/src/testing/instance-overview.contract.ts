import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OperationEntity } from '../entities/operation.entity.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import type { InstancePage, OverviewQuery } from '../instances/instance-overview.types.js';
import { aBinding, anOperation, aResult } from './builders.js';
import type { Stores } from './open-stores.js';
import { StoreFixture } from './store-fixture.js';

/** What operators see of instances. Each test has a host of its own, so that a used database serves as well. */
export function describeInstanceOverview(name: string, open: () => Promise<Stores>): void {
  describe(`instance overview, ${name}`, () => {
    let stores: Stores;
    let fixture: StoreFixture;
    beforeAll(async () => {
      stores = await open();
      fixture = new StoreFixture(stores);
    });
    afterAll(() => stores.database.close());

    const list = async (query: Partial<OverviewQuery>): Promise<InstancePage> => {
      const page = await stores.overview.list({ limit: 100, ...query });
      if (page === 'unknown cursor') throw new Error('the cursor is not known');
      return page;
    };
    const idsOf = ({ instances }: InstancePage): string[] => instances.map(({ instanceId }) => instanceId);
    const createdAt = async (ms: number, ...ids: readonly string[]): Promise<void> => {
      for (const id of ids)
        await stores.database.write('by hand', (manager) =>
          manager.update(ServiceInstanceEntity, { id }, { createdAt: ms }),
        );
    };
    /** Oldest first; the last two were made in the same millisecond. */
    const threeOn = async (hostId: string): Promise<readonly string[]> => {
      const ids = ['1', '2', '3'].map((number) => `${number}-${randomUUID()}`);
      for (const instanceId of ids) await fixture.opened({ hostId, instanceId });
      await createdAt(1_000, ...ids.slice(0, 1));
      await createdAt(2_000, ...ids.slice(1));
      return ids;
    };

    it('shows an instance with its ports and what the platform said of it', async () => {
      const context = { platform: 'cloudfoundry', instance_name: 'my-db' };
      const request = { parameters: { secret: 1 }, context, organizationGuid: 'org', spaceGuid: 'space' };
      const ports = [2, 1].map((port) => ({ port, protocol: 'tcp' as const }));
      const { instanceId, hostId, containerName } = await fixture.ready({ request, ports });
      await stores.instances.acknowledge(instanceId);

      const { instances } = await list({ hostId });

      expect(instances).toEqual([
        {
          ...{ sharedIn: undefined, isHouse: false },
          ...{ instanceId, hostId, containerName, context, organizationGuid: 'org', spaceGuid: 'space' },
          ...{ serviceName: 'redis', planName: '100', state: 'ready', health: 'ok', imageVersion: undefined },
          ports: await stores.instances.findPorts(instanceId),
          createdAt: expect.any(Number) as number,
          acknowledgedAt: expect.any(Number) as number,
        },
      ]);
      expect(await stores.overview.find(instanceId, 0)).toMatchObject({ ...instances[0] });
    });

    it('tells the pages apart, newest first, also of what was made in one millisecond', async () => {
      const hostId = await fixture.newHost();
      const [oldest = '', middle = '', newest = ''] = await threeOn(hostId);

      expect(idsOf(await list({ hostId }))).toEqual([newest, middle, oldest]);
      const first = await list({ hostId, limit: 1 });
      expect({ ids: idsOf(first), hasMore: first.hasMore }).toEqual({ ids: [newest], hasMore: true });
      const second = await list({ hostId, limit: 2, after: newest });
      expect({ ids: idsOf(second), hasMore: second.hasMore }).toEqual({ ids: [middle, oldest], hasMore: false });
      expect(await list({ hostId, after: oldest })).toEqual({ instances: [], hasMore: false });
    });

    it('does not guess where an instance was that is gone', async () => {
      expect(await stores.overview.list({ limit: 1, after: 'gone' })).toBe('unknown cursor');
    });

    it('filters by service, host and state, each alone and together', async () => {
      const hostId = await fixture.newHost();
      const serviceName = `service-${randomUUID()}`;
      const ready = await fixture.ready({ hostId, serviceName });
      const creating = await fixture.opened({ hostId, serviceName });
      const other = await fixture.opened({ hostId });
      const elsewhere = await fixture.opened({ serviceName });
      const sorted = (...instances: readonly { readonly instanceId: string }[]): string[] =>
        instances.map(({ instanceId }) => instanceId).sort();

      expect(idsOf(await list({ serviceName })).sort()).toEqual(sorted(ready, creating, elsewhere));
      expect(idsOf(await list({ hostId })).sort()).toEqual(sorted(ready, creating, other));
      expect(idsOf(await list({ hostId, state: 'creating' })).sort()).toEqual(sorted(creating, other));
      expect(idsOf(await list({ hostId, serviceName, state: 'ready' }))).toEqual([ready.instanceId]);
    });

    it('shows bindings with what is bound, and opens no credentials', async () => {
      const { instanceId } = await fixture.ready();
      const bindResource = { app_guid: 'app', app_annotations: { 'x/team': 'blue' } };
      const request = { ...aBinding(instanceId).request, bindResource, predecessorId: 'former' };
      const binding = aBinding(instanceId, { request });
      const { bindingId, operation } = binding;
      await stores.bindings.openBind(binding);
      const { claim } = await fixture.claimed(operation.operationId);
      await stores.bindings.completeBind(claim, bindingId, aResult({ password: 'secret' }));

      const details = await stores.overview.find(instanceId, 20);

      expect(details?.bindings).toEqual([
        {
          ...{ bindingId, appGuid: 'app', state: 'ready', bindResource, predecessorId: 'former' },
          createdAt: expect.any(Number) as number,
        },
      ]);
    });

    it('shows the newest operations first, no more than are wanted, and who asked for them (HDR-06)', async () => {
      const originator = { platform: 'cloudfoundry', value: { user_id: 'u' } };
      const { instanceId, operation } = await fixture.ready({ operation: anOperation({ originator }) });
      const binding = aBinding(instanceId);
      await stores.bindings.openBind(binding);
      await stores.database.write('by hand', (manager) =>
        manager.update(OperationEntity, { id: operation.operationId }, { createdAt: 1_000 }),
      );

      const operations = (await stores.overview.find(instanceId, 20))?.operations;

      expect(operations).toMatchObject([
        { kind: 'bind', bindingId: binding.bindingId, originator: undefined, state: 'in progress' },
        { kind: 'provision', state: 'succeeded', originator, requestId: 'request-1', createdAt: 1_000 },
      ]);
      expect((await stores.overview.find(instanceId, 1))?.operations).toEqual(operations?.slice(0, 1));
    });

    it('knows nothing of an instance that is not there', async () => {
      expect(await stores.overview.find('nobody', 20)).toBeUndefined();
    });
  });
}
