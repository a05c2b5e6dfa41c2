import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aFailure, anInstance, anOperation } from './builders.js';
import type { Stores } from './open-stores.js';
import { StoreFixture } from './store-fixture.js';

/** What every database must do for new instances and their ports. */
export function describeProvisions(name: string, open: () => Promise<Stores>): void {
  describe(`provision on ${name}`, () => {
    let stores: Stores;
    let fixture: StoreFixture;

    beforeAll(async () => {
      stores = await open();
      fixture = new StoreFixture(stores);
    });

    afterAll(() => stores.database.close());

    it('stores instance, ports and operation together', async () => {
      const instance = await fixture.opened();

      const stored = await stores.instances.find(instance.instanceId);
      const ports = await stores.instances.findPorts(instance.instanceId);
      const operation = await stores.operations.findLatest(instance.instanceId, undefined);
      expect(stored).toMatchObject({ state: 'creating', request: instance.request, definition: instance.definition });
      expect(ports).toMatchObject([{ port: 6379, protocol: 'tcp' }]);
      expect(operation).toMatchObject({ kind: 'provision', state: 'in progress', mode: 'forward' });
    });

    it('tells of the instance and its living operation when the id is taken', async () => {
      const instance = await fixture.opened();

      const again = await stores.instances.openProvision({ ...instance, operation: anOperation() });

      expect(again).toMatchObject({ outcome: 'exists', operation: { operationId: instance.operation.operationId } });
    });

    it('makes one operation of twenty requests at once (row 15)', async () => {
      const instance = anInstance(await fixture.newHost());

      const all = await Promise.all(
        Array.from({ length: 20 }, () => stores.instances.openProvision({ ...instance, operation: anOperation() })),
      );

      expect(all.filter(({ outcome }) => outcome === 'opened')).toHaveLength(1);
      expect(all.filter(({ outcome }) => outcome === 'exists')).toHaveLength(19);
    });

    it('never hands out a port twice, and leaves nothing when there is no room (row 16)', async () => {
      const hostId = await fixture.newHost({ portMin: 21_000, portMax: 21_007 });
      const instances = Array.from({ length: 12 }, () => anInstance(hostId));

      const all = await Promise.all(instances.map((instance) => stores.instances.openProvision(instance)));

      const ports = await Promise.all(instances.map(({ instanceId }) => stores.instances.findPorts(instanceId)));
      const used = ports.flat().map((claim) => claim.hostPort);
      expect(all.filter(({ outcome }) => outcome === 'opened')).toHaveLength(8);
      expect(all.filter(({ outcome }) => outcome === 'no room')).toHaveLength(4);
      expect(new Set(used)).toEqual(new Set([21_000, 21_001, 21_002, 21_003, 21_004, 21_005, 21_006, 21_007]));
      const refused = instances[all.findIndex(({ outcome }) => outcome === 'no room')];
      expect(await stores.instances.find(refused?.instanceId ?? '')).toBeUndefined();
      expect(await stores.operations.find(refused?.operation.operationId ?? '')).toBeUndefined();
    });

    it('tells ids apart byte by byte', async () => {
      const hostId = await fixture.newHost();
      const id = randomUUID();
      await fixture.opened({ hostId, instanceId: `${id}-a` });

      expect(await stores.instances.find(`${id}-A`)).toBeUndefined();
    });

    it('keeps claims that are there and adds those that are missing', async () => {
      const instance = await fixture.opened();
      const { claim } = await fixture.claimed(instance.operation.operationId);
      const [first] = await stores.instances.findPorts(instance.instanceId);

      const ports = await stores.instances.claimPorts(claim, instance.instanceId, [
        { port: 6379, protocol: 'tcp' },
        { port: 80, protocol: 'tcp' },
      ]);

      expect(ports).toHaveLength(2);
      expect(ports).toContainEqual(first);
    });

    it('sets a port aside that a stranger holds (row 23)', async () => {
      const hostId = await fixture.newHost({ portMin: 22_000, portMax: 22_001 });
      const instance = await fixture.opened({ hostId });
      const { claim } = await fixture.claimed(instance.operation.operationId);
      const [before] = await stores.instances.findPorts(instance.instanceId);

      const moved = await stores.instances.moveClaim(claim, instance.instanceId, before?.hostPort ?? 0);
      const nothingLeft = await stores.instances.openProvision(anInstance(hostId));

      expect(moved).toMatchObject([{ port: 6379 }]);
      expect(moved).not.toMatchObject([{ hostPort: before?.hostPort }]);
      expect(nothingLeft).toEqual({ outcome: 'no room' });
    });

    it('gives the ports back when a failed creation was undone, and lets the same request try again', async () => {
      const hostId = await fixture.newHost({ portMin: 23_000, portMax: 23_000 });
      const instance = await fixture.opened({ hostId });
      const { claim } = await fixture.claimed(instance.operation.operationId);
      await stores.operations.turnToUndo(claim, aFailure('it did not work'));
      await stores.instances.completeUndo(claim, instance.instanceId);

      const other = await stores.instances.openProvision({
        ...instance,
        specHash: 'other',
        operation: anOperation(),
      });
      const same = await stores.instances.openProvision({ ...instance, operation: anOperation() });

      expect(await stores.operations.find(instance.operation.operationId)).toMatchObject({
        state: 'failed',
        description: 'it did not work',
      });
      expect(other).toMatchObject({ outcome: 'exists', instance: { state: 'failed' } });
      expect(same).toMatchObject({ outcome: 'opened' });
    });
  });
}
