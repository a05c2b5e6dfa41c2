import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import type { HostMeasures, HostReport } from '../hosts/host.types.js';
import type { NewTenant } from '../houses/house.types.js';
import type {
  InstanceTarget,
  NewInstance,
  OpenedProvision,
  OpenedUpdate,
} from '../instances/service-instance.types.js';
import type { Claim } from '../operations/operation.types.js';
import { aFailure, aHost, anInstance, anOperation, aTarget, NO_MEMORY } from './builders.js';
import type { Stores } from './open-stores.js';
import { StoreFixture } from './store-fixture.js';

const GIB = 2 ** 30;
const ROOM = 7;

/** What every database must do so that instances never reserve more memory than a host has (failure-model row 16). */
export function describeCapacity(name: string, open: () => Promise<Stores>): void {
  describe(`memory of hosts on ${name}`, () => {
    let stores: Stores;
    let fixture: StoreFixture;
    let report: HostReport;
    let hostId: string;

    beforeAll(async () => {
      stores = await open();
      fixture = new StoreFixture(stores);
    });
    afterAll(() => stores.database.close());
    beforeEach(async () => {
      report = aHost({ portMax: 20_099, measured: { totalMemoryBytes: ROOM * GIB } });
      hostId = await fixture.newHost(report);
    });

    const newHost = (gib: number): Promise<string> => fixture.newHost({ measured: { totalMemoryBytes: gib * GIB } });
    const measure = (measured: HostMeasures): Promise<boolean> => stores.hosts.recordPing({ ...report, measured });
    const of = (gib: number, share = 1): Pick<NewInstance, 'memory'> => ({ memory: { bytes: gib * GIB, share } });
    const one = (gib: number, changes: Partial<NewInstance> = {}): NewInstance =>
      anInstance(hostId, { ...of(gib), ...changes });
    const openOne = (gib: number, changes: Partial<NewInstance> = {}): Promise<OpenedProvision> =>
      stores.instances.openProvision(one(gib, changes));
    const reserved = async (id = hostId): Promise<number> => {
      const room = (await stores.hosts.findCandidates()).find((host) => host.hostId === id);
      return (room?.reservedMemoryBytes ?? -1) / GIB;
    };
    const claimOf = async (instanceId: string): Promise<Claim> => {
      const operation = await stores.operations.findLatest(instanceId, undefined);
      return (await fixture.claimed(operation?.operationId ?? '')).claim;
    };
    const update = async (
      instanceId: string,
      gib: number,
      changes: Partial<InstanceTarget> = {},
    ): Promise<OpenedUpdate> => {
      const seen = await stores.instances.find(instanceId);
      if (seen === undefined) throw new Error('there is no such instance');
      const target = aTarget({ generation: seen.generation + 1, memoryBytes: gib * GIB, ...changes });
      return stores.instances.openUpdate({
        instanceId,
        seen,
        target,
        limits: {},
        ...of(gib),
        operation: anOperation(),
      });
    };
    const tenantOf = (gib: number): NewTenant => ({
      ...one(gib),
      tenancy: { key: hostId.slice(-36), seats: 2, minFreeDiskBytes: 0 },
      newHouse: {
        hostId,
        ports: [],
        ...of(gib),
        operation: anOperation(),
        nameContainer: (houseId) => `osb-${houseId}`,
      },
    });

    it('is never given away twice, however many come at once (row 16)', async () => {
      const all = await Promise.all(Array.from({ length: 20 }, () => openOne(1)));

      expect(all.filter(({ outcome }) => outcome === 'opened')).toHaveLength(ROOM);
      expect(all.filter(({ outcome }) => outcome === 'no room')).toHaveLength(20 - ROOM);
      expect(await reserved()).toBe(ROOM);
    });

    it('leaves nothing of what it has no room for (row 16)', async () => {
      const refused = one(ROOM + 1);

      expect(await stores.instances.openProvision(refused)).toEqual({ outcome: 'no room' });

      expect(await stores.instances.find(refused.instanceId)).toBeUndefined();
      expect(await stores.instances.findPorts(refused.instanceId)).toEqual([]);
      expect(await stores.operations.find(refused.operation.operationId)).toBeUndefined();
    });

    it.each([
      [1, 7, 'opened'],
      [1, 8, 'no room'],
      [0.5, 3, 'opened'],
      [0.5, 4, 'no room'],
      [2, 14, 'opened'],
      [2, 15, 'no room'],
    ])('of a host of 7 GiB, up to a share of %f: %i are %s', async (share, gib, outcome) => {
      expect(await openOne(gib, of(gib, share))).toMatchObject({ outcome });
    });

    it('has no bound where nobody measured it, and none for what reserves nothing', async () => {
      const unmeasured = await fixture.newHost();
      await openOne(ROOM);

      expect(await openOne(1_000, { hostId: unmeasured })).toMatchObject({ outcome: 'opened' });
      expect(await openOne(0)).toMatchObject({ outcome: 'opened' });
    });

    it('is free again when a creation was undone, and once an instance is gone', async () => {
      const [undone, gone] = [one(3), await fixture.ready(one(4))];
      await stores.instances.openProvision(undone);
      const undo = await claimOf(undone.instanceId);
      await stores.operations.turnToUndo(undo, aFailure('it did not start'));
      expect(await reserved()).toBe(7);

      await stores.instances.completeUndo(undo, undone.instanceId);
      expect(await reserved()).toBe(4);
      await stores.instances.openDeprovision(gone.instanceId, anOperation());
      expect(await reserved()).toBe(4);
      await stores.instances.completeDeprovision(await claimOf(gone.instanceId), gone.instanceId);
      expect(await reserved()).toBe(0);
    });

    it('is asked for by an update that needs more, by no other one (row 16)', async () => {
      const { instanceId } = await fixture.ready(one(3));
      await openOne(2);

      expect(await update(instanceId, 6)).toEqual({ outcome: 'no room' });
      expect(await stores.instances.find(instanceId)).toMatchObject({ state: 'ready', target: undefined });
      await measure({ totalMemoryBytes: 1 });
      expect(await update(instanceId, 3)).toMatchObject({ outcome: 'opened' });
    });

    it('is reserved for both while an instance is on its way from less to more, or back', async () => {
      const { instanceId } = await fixture.ready(one(2));
      await update(instanceId, 5);
      expect(await reserved()).toBe(5);
      await stores.instances.completeUpdate(await claimOf(instanceId), instanceId);
      expect(await reserved()).toBe(5);

      await update(instanceId, 1);
      expect(await reserved()).toBe(5);
      await stores.instances.completeUpdate(await claimOf(instanceId), instanceId);
      expect(await reserved()).toBe(1);
    });

    it('is as before when an update fails', async () => {
      const { instanceId } = await fixture.ready(one(2));
      await update(instanceId, 5);
      const claim = await claimOf(instanceId);
      await stores.operations.turnToUndo(claim, aFailure('it did not fit'));
      await stores.instances.failUpdate(claim, instanceId, true);

      expect(await reserved()).toBe(2);
    });

    it('is not overbooked by who moves there (rows 16 and 26)', async () => {
      const [small, large] = [await newHost(2), await newHost(4)];
      const moved = one(3);
      await stores.instances.openProvision(moved);
      const claim = await claimOf(moved.instanceId);
      const moveTo = (id: string): Promise<unknown> =>
        stores.instances.moveToHost(claim, moved.instanceId, { hostId: id, memoryShare: 1 });

      expect(await moveTo(small)).toBe('no room');
      expect(await stores.instances.find(moved.instanceId)).toMatchObject({ hostId, moves: 0 });
      expect(await moveTo(large)).toMatchObject([{ port: 6379 }]);
      expect([await reserved(), await reserved(small), await reserved(large)]).toEqual([0, 0, 3]);
    });

    it('is reserved once for a container that several share, and looked at when it is made', async () => {
      const tenants = [tenantOf(4), tenantOf(4), tenantOf(4)];
      const outcomes: unknown[] = [];

      for (const tenant of tenants) outcomes.push((await stores.houses.openTenancy(tenant)).outcome);

      expect(outcomes).toEqual(['opened', 'opened', 'no room']);
      expect(await reserved()).toBe(4);
    });

    it('is no way into a shared container on a host that lacks disk (row 26)', async () => {
      await stores.houses.openTenancy(tenantOf(1));
      const guest = { ...tenantOf(1), newHouse: undefined };
      const moveIn = async (minFreeDiskBytes: number): Promise<unknown> =>
        (await stores.houses.openTenancy({ ...guest, tenancy: { ...guest.tenancy, minFreeDiskBytes } })).outcome;

      await measure({ freeDiskBytes: 99 });

      expect(await moveIn(100)).toBe('no seat');
      expect(await moveIn(99)).toBe('opened');
    });

    it('is filled in for what an older broker has made, once for those who share it', async () => {
      const [older, broken, updated] = [
        await fixture.ready(one(1)),
        await fixture.ready(one(1)),
        await fixture.ready(one(1)),
      ];
      await stores.houses.openTenancy(tenantOf(2));
      const forget = (changes: Partial<ServiceInstanceEntity>, where: object): Promise<unknown> =>
        stores.database.write('test', (manager) => manager.update(ServiceInstanceEntity, where, changes));
      await forget({ memoryBytes: null }, { hostId });
      await forget({ definitionSealed: 'v1|test|a|b|c' }, { id: broken.instanceId });
      await forget({ memoryBytes: 4 * GIB }, { id: updated.instanceId });
      const asked: unknown[] = [];

      await stores.reservations.fill((definition) => {
        asked.push(definition);
        return 3 * GIB;
      });

      expect(asked).toEqual([older.definition, older.definition]);
      expect(await reserved()).toBe(3 + 0 + 4 + 3);
    });

    it('counts nothing for what was there before us', async () => {
      await fixture.ready(one(0, { memory: NO_MEMORY }));

      expect(await reserved()).toBe(0);
    });
  });
}
