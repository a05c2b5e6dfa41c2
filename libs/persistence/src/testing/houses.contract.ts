import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { HOUSE_PREFIX } from '../houses/house-id.js';
import type { NewTenant, OpenedTenancy } from '../houses/house.types.js';
import { WithdrawnError } from '../persistence.errors.js';
import { aBinding, aContainer, aFailure, aHost, anEngine, anInstance, anOperation, NO_MEMORY } from './builders.js';
import type { Stores } from './open-stores.js';
import { StoreFixture } from './store-fixture.js';

const SEATS = 3;

/** What every database must do for instances that share containers (ADR 0024). */
export function describeHouses(name: string, open: () => Promise<Stores>): void {
  describe(`houses of ${name}`, () => {
    let stores: Stores;
    let fixture: StoreFixture;

    beforeAll(async () => {
      stores = await open();
      fixture = new StoreFixture(stores);
    });

    afterAll(() => stores.database.close());

    const newKey = (): string => randomUUID().replaceAll('-', '').repeat(2);
    const tenant = (hostId: string, key: string, changes: Partial<NewTenant> = {}): NewTenant => ({
      ...anInstance(hostId),
      tenancy: { key, seats: SEATS, minFreeDiskBytes: 0 },
      newHouse: {
        hostId,
        ports: [{ port: 6379, protocol: 'tcp' }],
        memory: NO_MEMORY,
        operation: anOperation(),
        nameContainer: (houseId) => `osb-${houseId}`,
      },
      ...changes,
    });
    const openAll = (tenants: readonly NewTenant[]): Promise<readonly OpenedTenancy[]> =>
      Promise.all(tenants.map((one) => stores.houses.openTenancy(one)));
    const houseOf = async ({ instanceId }: Pick<NewTenant, 'instanceId'>): Promise<string> =>
      (await stores.instances.find(instanceId))?.sharedIn ?? 'none';
    const housesOf = (tenants: readonly NewTenant[]): Promise<readonly string[]> => Promise.all(tenants.map(houseOf));
    const operationOf = async (instanceId: string): Promise<string> =>
      (await stores.operations.findLatest(instanceId, undefined))?.operationId ?? '';
    const finish = async (instanceId: string): Promise<void> => {
      const { claim } = await fixture.claimed(await operationOf(instanceId));
      await stores.instances.completeProvision(claim, instanceId, { dashboardUrl: undefined });
    };
    const moveIn = async (hostId: string, key: string): Promise<NewTenant> => {
      const one = tenant(hostId, key);
      await stores.houses.openTenancy(one);
      return one;
    };
    const moveOut = async ({ instanceId }: NewTenant): Promise<void> => {
      await stores.instances.openDeprovision(instanceId, anOperation());
      const { claim } = await fixture.claimed(await operationOf(instanceId));
      await stores.instances.completeDeprovision(claim, instanceId);
    };
    const readyHouse = async (key = newKey()): Promise<{ hostId: string; key: string; first: NewTenant }> => {
      const hostId = await fixture.newHost();
      const first = await moveIn(hostId, key);
      await finish(await houseOf(first));
      await finish(first.instanceId);
      return { hostId, key, first };
    };
    const remove = (houseId: string, emptyForMs: number): Promise<unknown> =>
      stores.houses.openRemoval({ houseId, emptyForMs, operation: anOperation() });

    it('opens a house for the first one, with ports, and with operations for both', async () => {
      const hostId = await fixture.newHost();
      const one = tenant(hostId, newKey());

      const opened = await stores.houses.openTenancy(one);

      const houseId = await houseOf(one);
      expect(houseId.startsWith(HOUSE_PREFIX)).toBe(true);
      expect(opened).toMatchObject({
        outcome: 'opened',
        operation: { kind: 'provision', instanceId: one.instanceId, hostId },
        house: { kind: 'provision', instanceId: houseId, hostId },
      });
      expect(await stores.instances.find(houseId)).toMatchObject({ isHouse: true, containerName: `osb-${houseId}` });
      expect(await stores.instances.findPorts(houseId)).toHaveLength(1);
      expect(await stores.instances.findPorts(one.instanceId)).toEqual([]);
    });

    it('fills one house after the other', async () => {
      const [hostId, key] = [await fixture.newHost(), newKey()];
      const tenants: NewTenant[] = [];
      for (let count = 0; count < SEATS + 2; count += 1) tenants.push(await moveIn(hostId, key));

      const houses = await housesOf(tenants);

      expect(new Set(houses.slice(0, SEATS)).size).toBe(1);
      expect(new Set(houses.slice(SEATS)).size).toBe(1);
      expect(new Set(houses).size).toBe(2);
    });

    it('never seats more than there are seats, nor opens a house too many, however many come at once (row 78)', async () => {
      const [hostId, key] = [await fixture.newHost({ portMin: 23_000, portMax: 23_099 }), newKey()];
      const tenants = Array.from({ length: 3 * SEATS + 1 }, () => tenant(hostId, key));

      const opened = await openAll(tenants);

      const houses = await housesOf(tenants);
      const counts = [...new Set(houses)].map((house) => houses.filter((other) => other === house).length);
      expect(opened.every(({ outcome }) => outcome === 'opened')).toBe(true);
      expect(counts.sort()).toEqual([1, SEATS, SEATS, SEATS]);
    });

    it('keeps those of other definitions apart', async () => {
      const hostId = await fixture.newHost();

      const houses = await housesOf([await moveIn(hostId, newKey()), await moveIn(hostId, newKey())]);

      expect(new Set(houses).size).toBe(2);
    });

    it('gives a seat that was left to the next one', async () => {
      const { hostId, key, first } = await readyHouse();
      const houseId = await houseOf(first);
      await moveIn(hostId, key);
      const third = await moveIn(hostId, key);
      await finish(third.instanceId);
      await moveOut(third);

      expect(await houseOf(await moveIn(hostId, key))).toBe(houseId);
      expect(await houseOf(await moveIn(hostId, key))).not.toBe(houseId);
    });

    it('says that there is no seat, and leaves nothing, where no house is to be opened', async () => {
      const { hostId, key } = await readyHouse();
      await moveIn(hostId, key);
      await moveIn(hostId, key);
      const late = tenant(hostId, key, { newHouse: undefined });

      expect(await stores.houses.openTenancy(late)).toEqual({ outcome: 'no seat' });
      expect(await stores.instances.find(late.instanceId)).toBeUndefined();
    });

    it.each<[string, (houseId: string, hostId: string) => Promise<unknown>]>([
      ['is on a host that is full', (_, hostId) => stores.hosts.markFull(hostId, 60_000)],
      [
        'is on a host that takes nothing new',
        async (_, hostId) => {
          const { dockerHost } = (await stores.hosts.find(hostId)) ?? { dockerHost: '' };
          await stores.hosts.recordPing(aHost({ dockerHost, isActive: false }));
        },
      ],
      [
        'is on a host whose engine is unsafe',
        async (_, hostId) => {
          const pass = await stores.passes.claim(hostId, 'broker', 60_000);
          if (pass !== undefined) await stores.passes.recordEngine(pass, anEngine('too old'));
        },
      ],
      ['is being removed', (houseId) => stores.instances.openDeprovision(houseId, anOperation())],
    ])('seats nobody in a house that %s', async (_, happen) => {
      const { hostId, key, first } = await readyHouse();
      await happen(await houseOf(first), hostId);

      const opened = await stores.houses.openTenancy(tenant(hostId, key, { newHouse: undefined }));

      expect(opened).toEqual({ outcome: 'no seat' });
    });

    it('seats nobody in a house that is being undone, or has failed', async () => {
      const [hostId, key] = [await fixture.newHost(), newKey()];
      const houseId = await houseOf(await moveIn(hostId, key));
      const wanted = { newHouse: undefined };
      const { claim } = await fixture.claimed(await operationOf(houseId));
      await stores.operations.turnToUndo(claim, aFailure('no image'));

      const during = await stores.houses.openTenancy(tenant(hostId, key, wanted));
      await stores.instances.completeUndo(claim, houseId);
      const after = await stores.houses.openTenancy(tenant(hostId, key, wanted));

      expect([during.outcome, after.outcome]).toEqual(['no seat', 'no seat']);
    });

    it('stores nothing, neither house nor instance, for whoever has hung up (row 4)', async () => {
      const hostId = await fixture.newHost();
      const one = tenant(hostId, newKey(), { operation: anOperation({ isWanted: () => Promise.resolve(false) }) });

      await expect(stores.houses.openTenancy(one)).rejects.toThrow(WithdrawnError);

      expect(await stores.instances.find(one.instanceId)).toBeUndefined();
      expect((await stores.hosts.findCandidates()).find((host) => host.hostId === hostId)?.freePorts).toBe(10);
    });

    it('opens nothing where the host of a new house has no room', async () => {
      const hostId = await fixture.newHost({ portMin: 24_000, portMax: 24_000 });
      await moveIn(hostId, newKey());
      const late = tenant(hostId, newKey());

      expect(await stores.houses.openTenancy(late)).toEqual({ outcome: 'no room' });
      expect(await stores.instances.find(late.instanceId)).toBeUndefined();
    });

    it('tells of the instance when the id is taken, and knows its own intent again (rows 7 and 12)', async () => {
      const [hostId, key] = [await fixture.newHost(), newKey()];
      const one = await moveIn(hostId, key);

      const again = await stores.houses.openTenancy(one);
      const other = await stores.houses.openTenancy({ ...one, operation: anOperation() });

      const { operationId } = one.operation;
      expect(again).toMatchObject({ outcome: 'opened', operation: { operationId } });
      expect(other).toMatchObject({ outcome: 'exists', operation: { operationId } });
    });

    it('frees the seat of a creation that was undone', async () => {
      const { hostId, key } = await readyHouse();
      const failed = await moveIn(hostId, key);
      const { claim } = await fixture.claimed(failed.operation.operationId);
      await stores.operations.turnToUndo(claim, aFailure('no database'));
      await stores.instances.completeUndo(claim, failed.instanceId);

      expect(await houseOf(failed)).toBe('none');
    });

    it('removes a house once it has been empty for long enough', async () => {
      const { first } = await readyHouse();
      const houseId = await houseOf(first);
      await moveOut(first);
      expect(await stores.houses.findEmpty()).toContain(houseId);

      expect(await remove(houseId, 60_000)).toBeUndefined();
      expect(await remove(houseId, 0)).toMatchObject({ kind: 'deprovision', instanceId: houseId });
      expect(await stores.houses.findEmpty()).not.toContain(houseId);
    });

    it('removes none in which somebody lives, and counts anew once somebody has', async () => {
      const { hostId, key, first } = await readyHouse();
      const houseId = await houseOf(first);
      await moveOut(first);
      await remove(houseId, 60_000);
      await stores.database.write('long ago', (manager) =>
        manager.update(ServiceInstanceEntity, { id: houseId }, { emptySince: 1 }),
      );
      const second = await moveIn(hostId, key);

      expect(await remove(houseId, 0)).toBeUndefined();
      expect(await stores.houses.findEmpty()).not.toContain(houseId);
      await finish(second.instanceId);
      await moveOut(second);
      expect(await remove(houseId, 60_000)).toBeUndefined();
    });

    it('removes nothing that is no house', async () => {
      const { instanceId } = await fixture.ready();

      expect(await remove(instanceId, 0)).toBeUndefined();
      expect(await stores.instances.find(instanceId)).toMatchObject({ state: 'ready' });
    });

    it('lets either who moves in or who removes have the house, when both come at once (row 80)', async () => {
      const { hostId, key, first } = await readyHouse();
      const houseId = await houseOf(first);
      await moveOut(first);
      const next = tenant(hostId, key, { newHouse: undefined });

      const [seated, removed] = await Promise.all([stores.houses.openTenancy(next), remove(houseId, 0)]);

      expect(seated.outcome).toBe(removed === undefined ? 'opened' : 'no seat');
    });

    it('moves tenants and their work along when the house goes to another host (row 26)', async () => {
      const hostId = await fixture.newHost();
      const one = await moveIn(hostId, newKey());
      const houseId = await houseOf(one);
      const { claim } = await fixture.claimed(await operationOf(houseId));
      const other = await fixture.newHost();

      await stores.instances.moveToHost(claim, houseId, { hostId: other, memoryShare: 1 });

      expect(await stores.instances.find(one.instanceId)).toMatchObject({ hostId: other });
      expect(await stores.operations.find(one.operation.operationId)).toMatchObject({ hostId: other });
    });

    it('lets tenants be as well as their house is', async () => {
      const { first, hostId } = await readyHouse();
      const houseId = await houseOf(first);
      const pass = await stores.passes.claim(hostId, 'reconciler', 60_000);
      if (pass === undefined) throw new Error('somebody else looks after the host');
      const house = { instanceId: houseId, containerId: undefined };

      await stores.passes.changeInstance(pass, house, { health: 'lost' });
      const bound = await stores.bindings.openBind(aBinding(first.instanceId));
      const repair = await stores.instances.openRepair(houseId, anOperation());
      const { claim } = await fixture.claimed(repair?.operationId ?? '');
      await stores.instances.completeRepair(claim, houseId);

      expect(bound.outcome).toBe('lost');
      expect(await stores.instances.find(first.instanceId)).toMatchObject({ health: 'ok' });
    });

    it('keeps who cannot leave, for the next DELETE', async () => {
      const { first } = await readyHouse();
      const { instanceId } = first;
      await stores.instances.openDeprovision(instanceId, anOperation());
      const { claim, operationId } = await fixture.claimed(await operationOf(instanceId));

      await stores.houses.failLeaving(claim, instanceId, 'it refuses');

      expect(await stores.operations.find(operationId)).toMatchObject({ state: 'failed', description: 'it refuses' });
      expect(await stores.instances.find(instanceId)).toMatchObject({ state: 'deleting' });
      expect(await stores.instances.openDeprovision(instanceId, anOperation())).toMatchObject({ outcome: 'opened' });
    });

    it('lets another operation into a container that was left', async () => {
      const { hostId, key } = await readyHouse();
      const [one, two] = [await moveIn(hostId, key), await moveIn(hostId, key)];
      const [first, second] = [
        await fixture.claimed(one.operation.operationId),
        await fixture.claimed(two.operation.operationId),
      ];
      const container = randomUUID();
      await stores.operations.holdContainer(first.claim, container);
      expect(await stores.operations.holdContainer(second.claim, container)).toBe(false);

      await stores.operations.leaveContainer(first.claim);

      expect(await stores.operations.holdContainer(second.claim, container)).toBe(true);
    });

    it('knows the scripts of all who share a container', async () => {
      const { first, hostId, key } = await readyHouse();
      const other = await moveIn(hostId, key);
      const { claim } = await fixture.claimed(other.operation.operationId);
      const execId = randomUUID();
      await stores.operations.renew(claim, 60_000, { execId });

      expect(await stores.operations.findDoubtfulExecs(await houseOf(first))).toEqual([execId]);
      expect(await stores.operations.findDoubtfulExecs(first.instanceId)).toEqual([]);
    });

    it('gives a tenant the version of the image that its house was made of (CAT-26)', async () => {
      const hostId = await fixture.newHost();
      const one = await moveIn(hostId, newKey());
      const houseId = await houseOf(one);
      const { claim } = await fixture.claimed(await operationOf(houseId));
      await stores.instances.recordContainer(claim, houseId, aContainer({ imageVersion: '1.2.3' }));
      await stores.instances.completeProvision(claim, houseId, { dashboardUrl: undefined });

      await finish(one.instanceId);

      expect(await stores.instances.find(one.instanceId)).toMatchObject({ imageVersion: '1.2.3' });
    });

    it('shows a tenant with the container and the ports that it shares', async () => {
      const { first } = await readyHouse();
      const houseId = await houseOf(first);
      const { claim } = await fixture.claimed(
        (await stores.instances.openRepair(houseId, anOperation()))?.operationId ?? '',
      );
      await stores.instances.recordContainer(claim, houseId, aContainer({ imageVersion: '1.2.3' }));

      const shown = await stores.overview.find(first.instanceId, 1);

      const ports = await stores.instances.findPorts(houseId);
      const container = { containerName: `osb-${houseId}`, imageVersion: '1.2.3', ports };
      expect(shown).toMatchObject({ instanceId: first.instanceId, sharedIn: houseId, isHouse: false, ...container });
      expect(await stores.overview.find(houseId, 1)).toMatchObject({ sharedIn: undefined, isHouse: true });
    });

    it('neither counts houses as instances of a host, nor as users of a service', async () => {
      const serviceName = `s-${randomUUID()}`;
      const hostId = await fixture.newHost();
      const one = tenant(hostId, newKey(), { serviceName });
      await stores.houses.openTenancy(one);
      const houseId = await houseOf(one);
      await finish(houseId);
      await finish(one.instanceId);

      const [host] = (await stores.hosts.findCandidates()).filter((candidate) => candidate.hostId === hostId);
      await moveOut(one);

      expect(host).toMatchObject({ instances: 1, freePorts: 9 });
      expect(await stores.instances.find(houseId)).toMatchObject({ state: 'ready' });
      expect(await stores.services.remove(serviceName)).toEqual({ outcome: 'unknown' });
    });
  });
}
