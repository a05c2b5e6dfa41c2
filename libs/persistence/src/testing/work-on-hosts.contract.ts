import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenedDeprovision } from '../instances/service-instance.types.js';
import { FencedError, WithdrawnError } from '../persistence.errors.js';
import { aBinding, anInstance, anOperation, aResult } from './builders.js';
import type { Stores } from './open-stores.js';
import { LEASE_MS, StoreFixture } from './store-fixture.js';

/** For a statement to reach the database, where it must wait. */
const LONG_ENOUGH_MS = 200;

/** How work is handed on between brokers, and kept from hosts that have enough of it. */
export function describeWorkOnHosts(name: string, open: () => Promise<Stores>): void {
  describe(`work on hosts, ${name}`, () => {
    let stores: Stores;
    let fixture: StoreFixture;
    beforeAll(async () => {
      stores = await open();
      fixture = new StoreFixture(stores);
    });
    afterAll(() => stores.database.close());

    const isDue = async (operationId: string, busyHosts: readonly string[] = []): Promise<boolean> =>
      (await stores.operations.findDue(10_000, busyHosts)).some((due) => due.operationId === operationId);

    it('takes no write once it has ended, also not from its own worker: it must not come to life again', async () => {
      const { instanceId, operation } = await fixture.opened();
      const { claim } = await fixture.claimed(operation.operationId);
      await stores.instances.completeProvision(claim, instanceId, { dashboardUrl: undefined });

      await expect(stores.operations.renew(claim, -1)).rejects.toThrow(FencedError);

      expect(await isDue(operation.operationId)).toBe(false);
    });

    it('opens a repair of what is ready and has no operation, once', async () => {
      const [ready, making] = [await fixture.ready(), await fixture.opened()];

      const opened = await stores.instances.openRepair(ready.instanceId, anOperation());

      expect(opened).toMatchObject({ kind: 'repair', hostId: ready.hostId });
      expect(await stores.instances.openRepair(ready.instanceId, anOperation())).toBeUndefined();
      expect(await stores.instances.openRepair(making.instanceId, anOperation())).toBeUndefined();
      expect(await stores.operations.isBeingReplaced(ready.instanceId)).toBe(true);
      expect(await stores.operations.isBeingReplaced(making.instanceId)).toBe(false);
      const { claim } = await fixture.claimed(opened?.operationId ?? '');
      await stores.instances.completeRepair(claim, ready.instanceId);
      expect(await stores.instances.find(ready.instanceId)).toMatchObject({ state: 'ready', health: 'ok' });
      expect(await stores.operations.find(claim.operationId)).toMatchObject({ state: 'succeeded' });
      expect(await stores.operations.isBeingReplaced(ready.instanceId)).toBe(false);
    });

    it('leaves out the hosts on which a broker has enough to do', async () => {
      const { hostId, operation } = await fixture.opened();

      expect(await stores.operations.findDue(10_000, [])).toContainEqual({
        operationId: operation.operationId,
        hostId,
      });
      expect(await isDue(operation.operationId, ['elsewhere'])).toBe(true);
      expect(await isDue(operation.operationId, ['elsewhere', hostId])).toBe(false);
    });

    it('stores nothing for whoever has hung up (row 4)', async () => {
      const { hostId, instanceId } = await fixture.ready();
      const operation = anOperation({ isWanted: () => Promise.resolve(false) });
      const [instance, binding] = [anInstance(hostId, { operation }), aBinding(instanceId, { operation })];

      await expect(stores.instances.openProvision(instance)).rejects.toThrow(WithdrawnError);
      await expect(stores.bindings.openBind(binding)).rejects.toThrow(WithdrawnError);

      expect(await stores.instances.find(instance.instanceId)).toBeUndefined();
      expect(await stores.instances.findPorts(instance.instanceId)).toEqual([]);
      expect(await stores.bindings.find(binding.bindingId)).toBeUndefined();
      expect(await stores.operations.find(operation.operationId)).toBeUndefined();
    });

    it('deletes what is just being stored, and does not call it unknown (row 4)', async () => {
      const { hostId } = await fixture.ready();
      const instanceId = randomUUID();
      let deletion: Promise<OpenedDeprovision> | undefined;
      const isWanted = async (): Promise<boolean> => {
        deletion = stores.instances.openDeprovision(instanceId, anOperation());
        await Promise.race([deletion, sleep(LONG_ENOUGH_MS)]);
        return true;
      };

      const opened = await stores.instances.openProvision(
        anInstance(hostId, { instanceId, operation: anOperation({ isWanted }) }),
      );

      expect(opened).toMatchObject({ outcome: 'opened' });
      expect(await deletion).toMatchObject({ outcome: 'overtaken' });
    });

    it('leaves nothing of a deletion of what never was', async () => {
      const operation = anOperation();

      expect(await stores.instances.openDeprovision('never-was', operation)).toEqual({ outcome: 'unknown' });

      expect(await stores.operations.find(operation.operationId)).toBeUndefined();
    });

    it('is due at once when its worker gives it back, and no attempt is counted (row 9)', async () => {
      const { operation } = await fixture.opened();
      const { claim } = await fixture.claimed(operation.operationId);

      await stores.operations.release(claim);

      expect(await isDue(operation.operationId)).toBe(true);
      expect(await stores.operations.find(operation.operationId)).toMatchObject({ attempts: 0 });
    });

    it('is due at once when its host answers again', async () => {
      const { hostId, operation } = await fixture.opened();
      const elsewhere = await fixture.opened();
      for (const { operationId } of [operation, elsewhere.operation])
        await stores.operations.postpone((await fixture.claimed(operationId)).claim, LEASE_MS);

      expect(await stores.operations.wakeHost(hostId)).toBe(1);

      expect(await isDue(operation.operationId)).toBe(true);
      expect(await isDue(elsewhere.operation.operationId)).toBe(false);
    });

    it('knows the scripts that may still run, also those of bindings that were cut short (row 43)', async () => {
      const { instanceId } = await fixture.ready();
      const [cut, ended] = [aBinding(instanceId), aBinding(instanceId)];
      for (const binding of [cut, ended]) {
        await stores.bindings.openBind(binding);
        const { claim } = await fixture.claimed(binding.operation.operationId);
        await stores.operations.renew(claim, LEASE_MS, { execId: `exec-of-${binding.bindingId}` });
        if (binding === ended) await stores.bindings.completeBind(claim, binding.bindingId, aResult());
      }

      await stores.instances.openDeprovision(instanceId, anOperation());

      expect(await stores.operations.findDoubtfulExecs(instanceId)).toEqual([`exec-of-${cut.bindingId}`]);
    });

    it('finds those that live for too long, ended ones never (row 50)', async () => {
      await fixture.opened();
      const ended = await fixture.ready();

      const late = (await stores.operations.findLate(-LEASE_MS)).map(({ operationId }) => operationId);

      expect(late).not.toContain(ended.operation.operationId);
      expect(late).not.toEqual([]);
      expect(await stores.operations.findLate(LEASE_MS)).toEqual([]);
    });

    it('is not woken from under the hands of its worker, nor while an overtaken one may still work', async () => {
      const [leased, overtaken] = [await fixture.opened(), await fixture.opened()];
      await fixture.claimed(leased.operation.operationId);
      await fixture.claimed(overtaken.operation.operationId);
      await stores.instances.openDeprovision(overtaken.instanceId, anOperation());

      expect(await stores.operations.wakeHost(leased.hostId)).toBe(0);
      expect(await stores.operations.wakeHost(overtaken.hostId)).toBe(0);

      expect(await isDue(leased.operation.operationId)).toBe(false);
      expect(await isDue(overtaken.operation.operationId)).toBe(false);
    });
  });
}
