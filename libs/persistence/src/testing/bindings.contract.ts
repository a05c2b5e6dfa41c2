import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBinding, anOperation, aResult } from './builders.js';
import type { Stores } from './open-stores.js';
import { StoreFixture } from './store-fixture.js';

/** What every database must do for bindings. */
export function describeBindings(name: string, open: () => Promise<Stores>): void {
  describe(`bindings on ${name}`, () => {
    let stores: Stores;
    let fixture: StoreFixture;

    beforeAll(async () => {
      stores = await open();
      fixture = new StoreFixture(stores);
    });

    afterAll(() => stores.database.close());

    it('opens only while the instance is ready', async () => {
      const [creating, readyOne] = [await fixture.opened(), await fixture.ready()];

      const unknown = await stores.bindings.openBind(aBinding(randomUUID()));
      const busy = await stores.bindings.openBind(aBinding(creating.instanceId));
      const good = await stores.bindings.openBind(aBinding(readyOne.instanceId));

      expect(unknown).toEqual({ outcome: 'no instance' });
      expect(busy).toEqual({ outcome: 'busy' });
      expect(good).toMatchObject({ outcome: 'opened', operation: { kind: 'bind' } });
    });

    it('gives back the credentials as they were stored', async () => {
      const instance = await fixture.ready();
      const binding = aBinding(instance.instanceId);
      await stores.bindings.openBind(binding);
      const { claim } = await fixture.claimed(binding.operation.operationId);
      const credentials = { uri: 'redis://ü:p%40@h:1', port: '1', nested: { z: 1, a: [true, null] } };

      await stores.bindings.completeBind(claim, binding.bindingId, aResult(credentials));

      const stored = await stores.bindings.find(binding.bindingId);
      expect(JSON.stringify(stored?.credentials)).toBe(JSON.stringify(credentials));
      expect(stored).toMatchObject({ state: 'ready', request: binding.request });
    });

    it('revokes: overtaking a bind, running once, unknown after the end (rows 47 and 48)', async () => {
      const instance = await fixture.ready();
      const binding = aBinding(instance.instanceId);
      await stores.bindings.openBind(binding);

      const first = await stores.bindings.openUnbind(instance.instanceId, binding.bindingId, anOperation());
      const second = await stores.bindings.openUnbind(instance.instanceId, binding.bindingId, anOperation());
      const { claim } = await fixture.claimed(binding.operation.operationId);
      await stores.bindings.completeUnbind(claim, binding.bindingId);
      const third = await stores.bindings.openUnbind(instance.instanceId, binding.bindingId, anOperation());

      expect(first).toMatchObject({ outcome: 'overtaken', operation: { kind: 'unbind' } });
      expect(second).toMatchObject({ outcome: 'running' });
      expect(third).toEqual({ outcome: 'unknown' });
    });

    it('knows its own intent when the answer to its commit got lost (row 7)', async () => {
      const binding = aBinding((await fixture.ready()).instanceId);
      const opened = await stores.bindings.openBind(binding);

      expect(await stores.bindings.openBind(binding)).toMatchObject({ ...opened, outcome: 'opened' });
    });

    it('does not find a binding under another instance', async () => {
      const [one, two] = [await fixture.ready(), await fixture.ready()];
      const binding = aBinding(one.instanceId);
      await stores.bindings.openBind(binding);

      const elsewhere = await stores.bindings.openUnbind(two.instanceId, binding.bindingId, anOperation());
      const taken = await stores.bindings.openBind({
        ...binding,
        instanceId: two.instanceId,
        operation: anOperation(),
      });

      expect(elsewhere).toEqual({ outcome: 'unknown' });
      expect(taken).toMatchObject({ outcome: 'exists', binding: { instanceId: one.instanceId } });
    });
  });
}
