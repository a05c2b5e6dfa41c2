import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NewInstance } from '../instances/service-instance.types.js';
import { aContainer, anOperation, aTarget, NO_MEMORY } from './builders.js';
import type { Stores } from './open-stores.js';
import { StoreFixture } from './store-fixture.js';

/** By what whoever looks after a host sees which of its instances to read. */
export function describeInstanceMarks(name: string, open: () => Promise<Stores>): void {
  describe(`the marks of instances on ${name}`, () => {
    let stores: Stores;
    let fixture: StoreFixture;
    let instance: NewInstance;

    beforeAll(async () => {
      stores = await open();
      fixture = new StoreFixture(stores);
    });
    beforeEach(async () => {
      instance = await fixture.ready();
    });
    afterAll(() => stores.database.close());

    const find = async (): Promise<string | undefined> =>
      (await stores.instances.findMarksOnHost(instance.hostId)).get(instance.instanceId);
    const openUpdate = async (): ReturnType<StoreFixture['claimed']> => {
      const { instanceId, specHash } = instance;
      const operation = anOperation({ deadlineMs: 60_000 });
      const seen = { specHash, generation: 0 };
      const wanted = { target: aTarget({ specHash }), limits: {}, memory: NO_MEMORY };
      await stores.instances.openUpdate({ instanceId, seen, ...wanted, operation });
      return fixture.claimed(operation.operationId);
    };

    it('stay as they are while nothing happens, and are those of one host', async () => {
      const mark = await find();
      await fixture.ready();

      expect(mark).toBeDefined();
      expect(await stores.instances.findMarksOnHost(instance.hostId)).toEqual(new Map([[instance.instanceId, mark]]));
    });

    it('change with a request that nothing else changes with', async () => {
      const before = await find();
      const { instanceId, specHash } = instance;
      const request = { ...instance.request, context: { instance_name: 'new' } };

      await stores.instances.recordRequest({ instanceId, specHash, generation: 0 }, { request, specHash });

      expect(await find()).not.toBe(before);
    });

    it('change with each step of an update, whichever way it goes', async () => {
      const marks = [await find()];
      const { claim } = await openUpdate();
      marks.push(await find());
      await stores.instances.switchContainer(claim, instance.instanceId, aContainer({ containerId: 'new' }));
      marks.push(await find());
      await stores.instances.completeUpdate(claim, instance.instanceId);
      marks.push(await find());

      expect(new Set(marks).size).toBe(4);
    });

    it('are there as long as the instance', async () => {
      const { instanceId } = instance;
      const before = await find();
      const operation = anOperation();
      await stores.instances.openDeprovision(instanceId, operation);
      expect(await find()).not.toBe(before);
      const { claim } = await fixture.claimed(operation.operationId);

      await stores.instances.completeDeprovision(claim, instanceId);

      expect(await find()).toBeUndefined();
    });
  });
}
