import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewTenant } from '../houses/house.types.js';
import { aBinding, anInstance, anOperation, aTarget, NO_MEMORY } from './builders.js';
import type { Stores } from './open-stores.js';
import { StoreFixture } from './store-fixture.js';

const ROUNDS = 10;

/** What every database must keep away from hosts that operators have closed. */
export function describeHostAdmission(name: string, open: () => Promise<Stores>): void {
  describe(`hosts that are closed, on ${name}`, () => {
    let stores: Stores;
    let fixture: StoreFixture;

    beforeAll(async () => {
      stores = await open();
      fixture = new StoreFixture(stores);
    });

    afterAll(() => stores.database.close());

    const isOffered = async (hostId: string): Promise<boolean> =>
      (await stores.hosts.findCandidates()).some((host) => host.hostId === hostId);
    const newKey = (): string => randomUUID().replaceAll('-', '').repeat(2);
    const tenant = (hostId: string, key: string): NewTenant => ({
      ...anInstance(hostId),
      tenancy: { key, seats: 3, minFreeDiskBytes: 0 },
      newHouse: {
        hostId,
        ports: [],
        memory: NO_MEMORY,
        operation: anOperation(),
        nameContainer: (houseId) => `osb-${houseId}`,
      },
    });

    it('are offered to nobody, until they are opened again', async () => {
      const hostId = await fixture.newHost();

      expect(await stores.hostAdmin.admit(hostId, 'cordoned')).toBe('open');
      expect(await isOffered(hostId)).toBe(false);
      expect(await stores.hostAdmin.admit(hostId, 'draining')).toBe('cordoned');
      expect(await isOffered(hostId)).toBe(false);
      expect(await stores.hostAdmin.admit(hostId, 'open')).toBe('draining');
      expect(await isOffered(hostId)).toBe(true);
      expect(await stores.hostAdmin.admit('nobody:2376', 'cordoned')).toBeUndefined();
    });

    it('get nothing from whoever chose them before', async () => {
      const hostId = await fixture.newHost();
      const [instance, key] = [anInstance(hostId), newKey()];
      await stores.hostAdmin.admit(hostId, 'cordoned');

      expect(await stores.instances.openProvision(instance)).toEqual({ outcome: 'no room' });
      expect(await stores.houses.openTenancy(tenant(hostId, key))).toEqual({ outcome: 'no room' });
      expect(await stores.instances.find(instance.instanceId)).toBeUndefined();
      expect(await stores.instances.findPorts(instance.instanceId)).toEqual([]);
    });

    it('get no second tenant into a container that is there', async () => {
      const [hostId, key] = [await fixture.newHost(), newKey()];
      expect(await stores.houses.openTenancy(tenant(hostId, key))).toMatchObject({ outcome: 'opened' });
      await stores.hostAdmin.admit(hostId, 'cordoned');

      const inPlace = { ...tenant(hostId, key), newHouse: undefined };

      expect(await stores.houses.openTenancy(inPlace)).toEqual({ outcome: 'no seat' });
    });

    it('get nothing that moves away from a full one', async () => {
      const [{ instanceId, operation }, closed] = [await fixture.opened(), await fixture.newHost()];
      const { claim } = await fixture.claimed(operation.operationId);
      await stores.hostAdmin.admit(closed, 'cordoned');

      expect(await stores.instances.moveToHost(claim, instanceId, { hostId: closed, memoryShare: 1 })).toBe('no room');
    });

    it('get nothing once a cordon has been answered, however many orders come at that moment', async () => {
      const hostId = await fixture.newHost({ portMin: 21_000, portMax: 21_999 });
      const onHost = async (): Promise<number> => (await stores.hostAdmin.find(hostId))?.instances ?? 0;
      const orders = Array.from({ length: ROUNDS }, () => stores.instances.openProvision(anInstance(hostId)));

      const later = stores.hostAdmin.admit(hostId, 'cordoned').then(onHost);
      const [atCordon, opened] = await Promise.all([later, Promise.all(orders)]);

      expect(await onHost()).toBe(atCordon);
      expect(opened.filter(({ outcome }) => outcome === 'opened')).toHaveLength(atCordon);
    });

    it('serve on what is there: it is bound, changed and deleted', async () => {
      const { hostId, instanceId } = await fixture.ready();
      await stores.hostAdmin.admit(hostId, 'draining');
      const bind = await stores.bindings.openBind(aBinding(instanceId));
      const seen = { instanceId, specHash: 'same', generation: 0 };
      const update = { instanceId, seen, target: aTarget(), limits: {}, memory: NO_MEMORY, operation: anOperation() };

      expect(bind).toMatchObject({ outcome: 'opened' });
      expect(await stores.instances.openUpdate(update)).toEqual({ outcome: 'busy' });
      expect(await stores.instances.openDeprovision(instanceId, anOperation())).toMatchObject({ outcome: 'opened' });
    });

    it('lose empty shared containers at once while they are drained', async () => {
      const [hostId, key] = [await fixture.newHost(), newKey()];
      const one = tenant(hostId, key);
      await stores.houses.openTenancy(one);
      const houseId = (await stores.instances.find(one.instanceId))?.sharedIn ?? '';
      for (const instanceId of [houseId, one.instanceId]) await complete(instanceId);
      await stores.instances.openDeprovision(one.instanceId, anOperation());
      const { claim } = await claimLatest(one.instanceId);
      await stores.instances.completeDeprovision(claim, one.instanceId);
      const remove = (): Promise<unknown> =>
        stores.houses.openRemoval({ houseId, emptyForMs: 3_600_000, operation: anOperation() });

      await stores.hostAdmin.admit(hostId, 'cordoned');
      expect(await remove()).toBeUndefined();
      await stores.hostAdmin.admit(hostId, 'draining');
      expect(await remove()).toMatchObject({ kind: 'deprovision', instanceId: houseId });
    });

    const claimLatest = async (instanceId: string): ReturnType<StoreFixture['claimed']> =>
      fixture.claimed((await stores.operations.findLatest(instanceId, undefined))?.operationId ?? '');
    const complete = async (instanceId: string): Promise<void> => {
      const { claim } = await claimLatest(instanceId);
      await stores.instances.completeProvision(claim, instanceId, { dashboardUrl: undefined });
    };
  });
}
