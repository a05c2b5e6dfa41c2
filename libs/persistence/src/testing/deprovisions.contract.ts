import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewInstance } from '../instances/service-instance.types.js';
import type { Claim } from '../operations/operation.types.js';
import { FencedError } from '../persistence.errors.js';
import { aBinding, anOperation } from './builders.js';
import type { Stores } from './open-stores.js';
import { LEASE_MS, StoreFixture } from './store-fixture.js';

/** What every database must do for deletions. */
export function describeDeprovisions(name: string, open: () => Promise<Stores>): void {
  describe(`deprovision on ${name}`, () => {
    let stores: Stores;
    let fixture: StoreFixture;

    beforeAll(async () => {
      stores = await open();
      fixture = new StoreFixture(stores);
    });

    afterAll(() => stores.database.close());

    async function outdated(instance: NewInstance): Promise<Claim> {
      const { claim } = await fixture.claimed(instance.operation.operationId);
      await stores.instances.openDeprovision(instance.instanceId, anOperation());
      return claim;
    }

    it('overtakes a running creation: same operation, the old worker is fenced (row 52)', async () => {
      const instance = await fixture.opened();
      const { claim } = await fixture.claimed(instance.operation.operationId);

      const opening = await stores.instances.openDeprovision(instance.instanceId, anOperation());

      expect(opening).toMatchObject({
        outcome: 'overtaken',
        operation: { operationId: instance.operation.operationId, kind: 'deprovision' },
      });
      const late = stores.instances.completeProvision(claim, instance.instanceId, { dashboardUrl: undefined });
      await expect(late).rejects.toThrow(FencedError);
      expect(await stores.instances.find(instance.instanceId)).toMatchObject({ state: 'deleting' });
    });

    it('waits for the old lease unless the fenced worker gives way (row 52)', async () => {
      const instance = await fixture.opened();
      const claim = await outdated(instance);

      expect(await stores.operations.claim(instance.operation.operationId, 'b', LEASE_MS)).toBeUndefined();
      await stores.operations.giveWay(claim);

      expect(await stores.operations.claim(instance.operation.operationId, 'b', LEASE_MS)).toBeDefined();
    });

    it('is one operation, however often it is asked for', async () => {
      const instance = await fixture.ready();

      const first = await stores.instances.openDeprovision(instance.instanceId, anOperation());
      const second = await stores.instances.openDeprovision(instance.instanceId, anOperation());

      expect(first).toMatchObject({ outcome: 'opened' });
      expect(second).toMatchObject({ outcome: 'running', operation: 'operation' in first ? first.operation : {} });
    });

    it('takes claims, bindings and instance with it, and keeps the operation as a tombstone', async () => {
      const instance = await fixture.ready();
      const binding = aBinding(instance.instanceId);
      await stores.bindings.openBind(binding);
      const deletion = anOperation();
      await stores.instances.openDeprovision(instance.instanceId, deletion);

      const { claim } = await fixture.claimed(deletion.operationId);
      await stores.instances.completeDeprovision(claim, instance.instanceId);

      expect(await stores.instances.find(instance.instanceId)).toBeUndefined();
      expect(await stores.instances.findPorts(instance.instanceId)).toEqual([]);
      expect(await stores.bindings.find(binding.bindingId)).toBeUndefined();
      expect(await stores.operations.find(binding.operation.operationId)).toMatchObject({ state: 'failed' });
      expect(await stores.operations.findLatest(instance.instanceId, undefined)).toMatchObject({
        kind: 'deprovision',
        state: 'succeeded',
      });
      expect(await stores.instances.openDeprovision(instance.instanceId, anOperation())).toEqual({
        outcome: 'unknown',
      });
    });
  });
}
