import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FencedError } from '../persistence.errors.js';
import { aBinding, anOperation, aResult } from './builders.js';
import type { Stores } from './open-stores.js';
import { LEASE_MS, StoreFixture } from './store-fixture.js';

/** What every database must do so that each operation has one worker. */
export function describeOperationClaims(name: string, open: () => Promise<Stores>): void {
  describe(`operations on ${name}`, () => {
    let stores: Stores;
    let fixture: StoreFixture;

    beforeAll(async () => {
      stores = await open();
      fixture = new StoreFixture(stores);
    });

    afterAll(() => stores.database.close());

    it('gives an operation to one of two workers', async () => {
      const instance = await fixture.opened();
      const id = instance.operation.operationId;

      const both = await Promise.all([
        stores.operations.claim(id, 'a', LEASE_MS),
        stores.operations.claim(id, 'b', LEASE_MS),
      ]);

      expect(both.filter((operation) => operation !== undefined)).toHaveLength(1);
    });

    it('hands it on when the lease is over, and fences the first worker (row 32)', async () => {
      const instance = await fixture.opened();
      const first = await stores.operations.claim(instance.operation.operationId, 'a', -1);
      const second = await fixture.claimed(instance.operation.operationId, 'b');

      await expect(stores.operations.renew(first?.claim ?? second.claim, LEASE_MS)).rejects.toThrow(FencedError);
      await expect(stores.operations.renew(second.claim, LEASE_MS)).resolves.toBeUndefined();
    });

    it('lists what is due, and not what is leased or postponed', async () => {
      const [due, leased, postponed] = [await fixture.opened(), await fixture.opened(), await fixture.opened()];
      await fixture.claimed(leased.operation.operationId);
      await stores.operations.postpone(
        (await fixture.claimed(postponed.operation.operationId)).claim,
        LEASE_MS,
        'waiting',
      );

      const ids = (await stores.operations.findDue(10_000, [])).map(({ operationId }) => operationId);

      expect(ids).toContain(due.operation.operationId);
      expect(ids).not.toContain(leased.operation.operationId);
      expect(ids).not.toContain(postponed.operation.operationId);
      expect(await stores.operations.find(postponed.operation.operationId)).toMatchObject({
        attempts: 1,
        description: 'waiting',
      });
    });

    it('tells how long it is to the deadline', async () => {
      const instance = await fixture.opened({ operation: anOperation({ deadlineMs: 600_000 }) });

      const operation = await fixture.claimed(instance.operation.operationId);

      expect(operation.remainingMs).toBeGreaterThan(500_000);
      expect(operation.remainingMs).toBeLessThanOrEqual(600_000);
    });

    it('lets one operation at a time into a container (row 45)', async () => {
      const instance = await fixture.ready();
      const [one, two] = [aBinding(instance.instanceId), aBinding(instance.instanceId)];
      await stores.bindings.openBind(one);
      await stores.bindings.openBind(two);
      const [first, second] = [
        await fixture.claimed(one.operation.operationId),
        await fixture.claimed(two.operation.operationId),
      ];

      expect(await stores.operations.holdContainer(first.claim, instance.instanceId)).toBe(true);
      expect(await stores.operations.holdContainer(first.claim, instance.instanceId)).toBe(true);
      expect(await stores.operations.holdContainer(second.claim, instance.instanceId)).toBe(false);
      await stores.bindings.completeBind(first.claim, one.bindingId, aResult());
      expect(await stores.operations.holdContainer(second.claim, instance.instanceId)).toBe(true);
    });

    it('forgets ended operations only, and only old ones', async () => {
      const [living, gone] = [await fixture.opened(), await fixture.opened()];
      await stores.instances.openDeprovision(gone.instanceId, anOperation());
      const { claim } = await fixture.claimed(gone.operation.operationId);
      await stores.instances.completeDeprovision(claim, gone.instanceId);

      await stores.operations.forgetEnded(3_600_000);
      expect(await stores.operations.find(gone.operation.operationId)).toBeDefined();
      await stores.operations.forgetEnded(-3_600_000);

      expect(await stores.operations.find(gone.operation.operationId)).toBeUndefined();
      expect(await stores.operations.find(living.operation.operationId)).toBeDefined();
    });
  });
}
