import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InstanceTarget, NewInstance, NewUpdate } from '../instances/service-instance.types.js';
import { FencedError } from '../persistence.errors.js';
import { aBinding, aContainer, anOperation, aTarget, NO_MEMORY } from './builders.js';
import type { Stores } from './open-stores.js';
import { StoreFixture } from './store-fixture.js';

/** What every database must do for updates (failure-model rows 60 and 61). */
export function describeUpdates(name: string, open: () => Promise<Stores>): void {
  describe(`updates on ${name}`, () => {
    let stores: Stores;
    let fixture: StoreFixture;

    beforeAll(async () => {
      stores = await open();
      fixture = new StoreFixture(stores);
    });

    afterAll(() => stores.database.close());

    function anUpdate({ instanceId, specHash }: NewInstance, changes: Partial<NewUpdate> = {}): NewUpdate {
      const operation = anOperation({ deadlineMs: 60_000 });
      const wanted = { target: aTarget(), limits: {}, memory: NO_MEMORY };
      return { instanceId, seen: { specHash, generation: 0 }, ...wanted, operation, ...changes };
    }

    async function updating(): Promise<NewUpdate> {
      const update = anUpdate(await fixture.ready());
      expect(await stores.instances.openUpdate(update)).toMatchObject({ outcome: 'opened' });
      return update;
    }

    it('store the target with the intent, and keep what the instance is until then', async () => {
      const { instanceId, target } = await updating();

      expect(await stores.instances.find(instanceId)).toMatchObject({ state: 'updating', planName: '100', target });
    });

    it('happen one at a time: the second is told what the first is', async () => {
      const { instanceId, target, operation } = await updating();
      const second = anUpdate({ ...(await stores.instances.find(instanceId)) } as unknown as NewInstance);

      expect(await stores.instances.openUpdate(second)).toMatchObject({
        outcome: 'not ready',
        instance: { target: { requestHash: target.requestHash } },
        operation: { operationId: operation.operationId, kind: 'update' },
      });
    });

    it('know their own intent when the answer to its COMMIT got lost (row 7)', async () => {
      const update = await updating();

      expect(await stores.instances.openUpdate(update)).toMatchObject({
        outcome: 'opened',
        operation: { operationId: update.operation.operationId },
      });
    });

    it('are refused for an instance that is not there, or not as it was seen (row 60)', async () => {
      const instance = await fixture.ready();
      const unknown = anUpdate({ ...instance, instanceId: 'nobody' });
      const older = anUpdate(instance, { seen: { specHash: 'older', generation: 0 } });
      const replaced = anUpdate(instance, { seen: { specHash: instance.specHash, generation: 1 } });

      expect(await stores.instances.openUpdate(unknown)).toEqual({ outcome: 'unknown' });
      expect(await stores.instances.openUpdate(older)).toEqual({ outcome: 'changed' });
      expect(await stores.instances.openUpdate(replaced)).toEqual({ outcome: 'changed' });
      expect(await stores.instances.find(instance.instanceId)).toMatchObject({ state: 'ready', target: undefined });
    });

    it('wait for bindings and repairs, and bindings for them (CON-01, row 60)', async () => {
      const bound = await fixture.ready();
      const repaired = await fixture.ready();
      await stores.bindings.openBind(aBinding(bound.instanceId));
      await stores.instances.openRepair(repaired.instanceId, anOperation());
      const { instanceId } = await updating();

      expect(await stores.instances.openUpdate(anUpdate(bound))).toEqual({ outcome: 'busy' });
      expect(await stores.instances.openUpdate(anUpdate(repaired))).toEqual({ outcome: 'busy' });
      expect(await stores.bindings.openBind(aBinding(instanceId))).toEqual({ outcome: 'busy' });
      expect(await stores.instances.openRepair(instanceId, anOperation())).toBeUndefined();
      expect(await stores.operations.isBeingReplaced(instanceId)).toBe(true);
    });

    it('in the container that there is come true with their end, all at once (UPD-16)', async () => {
      const { instanceId, operation, target } = await updating();
      const { claim } = await fixture.claimed(operation.operationId);
      await stores.instances.completeUpdate(claim, instanceId);

      const { planName, specHash, definition, request } = target;
      expect(await stores.instances.find(instanceId)).toMatchObject({
        ...{ state: 'ready', target: undefined, generation: 0 },
        ...{ planName, specHash, definition, request },
      });
      expect(await stores.operations.find(operation.operationId)).toMatchObject({ state: 'succeeded' });
    });

    it('in a new container come true with the switch, and end later (row 61)', async () => {
      const update = anUpdate(await fixture.ready(), { target: aTarget({ dashboardUrl: 'http://new' }) });
      const { instanceId, operation } = update;
      await stores.instances.openUpdate(update);
      const { claim } = await fixture.claimed(operation.operationId);
      const before = await stores.instances.find(instanceId);
      const container = { containerId: 'c2', imageId: 'i2', imageVersion: '2.0.0', volumePaths: ['/data'] };
      await stores.instances.switchContainer(claim, instanceId, aContainer(container));
      const switched = await stores.instances.find(instanceId);
      await stores.instances.completeUpdate(claim, instanceId);
      const done = await stores.instances.find(instanceId);

      const names = { baseName: before?.containerName, containerName: `${before?.containerName ?? ''}.g1` };
      const after = { ...container, ...names, generation: 1, planName: '200', dashboardUrl: 'http://new' };
      expect(switched).toMatchObject({ ...after, state: 'updating' });
      expect(done).toMatchObject({ ...after, state: 'ready', target: undefined });
    });

    it('in the same container record the version that it is to have, where one is said (UPD-15)', async () => {
      const { instanceId } = await fixture.ready();
      const endWith = async (changes: Partial<InstanceTarget>): Promise<string | undefined> => {
        const seen = await stores.instances.find(instanceId);
        const update = anUpdate({ ...seen } as unknown as NewInstance, { target: aTarget(changes) });
        await stores.instances.openUpdate(update);
        const { claim } = await fixture.claimed(update.operation.operationId);
        await stores.instances.completeUpdate(claim, instanceId);
        return (await stores.instances.find(instanceId))?.imageVersion;
      };

      expect(await endWith({ imageVersion: '2.0.0' })).toBe('2.0.0');
      expect(await endWith({ specHash: 'next' })).toBe('2.0.0');
    });

    it('that fail leave the instance as it was, and say whether it works (ERR-04)', async () => {
      const { instanceId, operation } = await updating();
      const { claim } = await fixture.claimed(operation.operationId);
      await stores.operations.turnToUndo(claim, { description: 'it did not fit', isRepeatable: false });
      await stores.instances.failUpdate(claim, instanceId, false);

      expect(await stores.instances.find(instanceId)).toMatchObject({ state: 'ready', planName: '100' });
      expect(await stores.operations.find(operation.operationId)).toMatchObject({
        ...{ state: 'failed', description: 'it did not fit', isRepeatable: false, isUsable: false },
      });
    });

    it('are overtaken by a deletion, which knows the target', async () => {
      const { instanceId, operation } = await updating();
      const deletion = await stores.instances.openDeprovision(instanceId, anOperation());

      expect(deletion).toMatchObject({ outcome: 'overtaken', operation: { operationId: operation.operationId } });
      expect(await stores.instances.find(instanceId)).toMatchObject({ state: 'deleting', target: { generation: 1 } });
    });

    it('are called off once: their worker is fenced, and the next one takes them back', async () => {
      const { operation } = await updating();
      const { claim } = await fixture.claimed(operation.operationId);

      expect(await stores.operations.callOff(operation.operationId, 'too late')).toBe(true);
      expect(await stores.operations.callOff(operation.operationId, 'again')).toBe(false);
      await expect(stores.operations.renew(claim, 1_000)).rejects.toThrow(FencedError);
      await stores.operations.giveWay(claim);
      expect(await fixture.claimed(operation.operationId)).toMatchObject({ mode: 'undo', description: 'too late' });
    });

    it('are called off only while they live, and nothing else is', async () => {
      const { instanceId, operation } = await updating();
      const { claim } = await fixture.claimed(operation.operationId);
      await stores.instances.completeUpdate(claim, instanceId);
      const creation = await fixture.opened();

      expect(await stores.operations.callOff(operation.operationId, 'too late')).toBe(false);
      expect(await stores.operations.callOff(creation.operation.operationId, 'no')).toBe(false);
      expect(await stores.operations.callOff('nothing', 'no')).toBe(false);
    });

    it('give back the ports that the new plan does not publish', async () => {
      const ports = [1, 2, 3].map((port) => ({ port, protocol: 'tcp' as const }));
      const update = anUpdate(await fixture.ready({ ports }));
      await stores.instances.openUpdate(update);
      const { claim } = await fixture.claimed(update.operation.operationId);
      await stores.instances.keepPorts(claim, update.instanceId, [{ port: 2, protocol: 'tcp' }]);

      expect(await stores.instances.findPorts(update.instanceId)).toEqual([expect.objectContaining({ port: 2 })]);
    });

    it('that the container need not know of are stored at once, on a ready instance (UPD-08)', async () => {
      const ready = await fixture.ready();
      const request = { ...ready.request, context: { instance_name: 'new' } };
      const { instanceId } = await updating();
      const recorded = { request, specHash: 'newer' };

      expect(await stores.instances.recordRequest({ ...ready, generation: 0 }, recorded)).toBe(true);
      const stale = { ...ready, specHash: 'older', generation: 0 };
      expect(await stores.instances.recordRequest(stale, recorded)).toBe(false);
      expect(await stores.instances.find(ready.instanceId)).toMatchObject(recorded);
      expect(
        await stores.instances.recordRequest({ instanceId, specHash: ready.specHash, generation: 0 }, recorded),
      ).toBe(false);
    });
  });
}
