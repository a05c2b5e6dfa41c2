import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Stores } from './open-stores.js';
import { StoreFixture } from './store-fixture.js';

/** What every database must do for the catalog. */
export function describeServices(name: string, open: () => Promise<Stores>): void {
  describe(`services on ${name}`, () => {
    let stores: Stores;
    let fixture: StoreFixture;

    beforeAll(async () => {
      stores = await open();
      fixture = new StoreFixture(stores);
    });

    afterAll(() => stores.database.close());

    const login = { name: 'catalog', userName: 'admin', passwordHash: 'hash' };

    it('is seeded once; later seeds change nothing', async () => {
      const plans = [{ serviceName: 'a', planName: '1', definition: { name: 'a' } }];
      await stores.services.seed({ ...login, plans });

      const again = await stores.services.seed({ ...login, name: 'other', plans: [] });

      expect(again).toBe(false);
      expect((await stores.services.identity()).name).toBe('catalog');
    });

    it('raises the revision with every change and keeps the order', async () => {
      await stores.services.seed({ ...login, plans: [] });
      const name = `service-${randomUUID()}`;
      const before = await stores.services.revision();

      await stores.services.put({ serviceName: name, planName: '1', definition: { password: 'x' } });
      await stores.services.put({ serviceName: name, planName: '2', definition: {} });
      await stores.services.put({ serviceName: name, planName: '1', definition: { password: 'y' } });

      const plans = (await stores.services.findAll()).filter((plan) => plan.serviceName === name);
      expect(await stores.services.revision()).toBeGreaterThan(before + 2);
      expect(plans.map((plan) => plan.planName)).toEqual(['1', '2']);
      expect(plans[0]?.definition).toEqual({ password: 'y' });
    });

    it('puts a plan over the catalog that was read, and over no later one', async () => {
      await stores.services.seed({ ...login, plans: [] });
      const plan = { serviceName: `conditional-${randomUUID()}`, planName: '1', definition: { password: 'x' } };
      await stores.services.put(plan);
      const revision = await stores.services.revision();

      expect(await stores.services.put({ ...plan, definition: { password: 'y' } }, revision)).toBe(true);
      expect(await stores.services.put({ ...plan, definition: { password: 'z' } }, revision)).toBe(false);

      const stored = (await stores.services.findAll()).find(({ serviceName }) => serviceName === plan.serviceName);
      expect(stored?.definition).toEqual({ password: 'y' });
    });

    it('knows the version of an image from its first sight until the plan is put again', async () => {
      const plan = { serviceName: `versioned-${randomUUID()}`, planName: '100', definition: {} };
      const versionOf = async (): Promise<string | undefined> =>
        (await stores.services.findAll()).find(({ serviceName }) => serviceName === plan.serviceName)?.imageVersion;
      await stores.services.put(plan);
      await stores.services.recordImageVersion(plan, '1.0.0');
      const revision = await stores.services.revision();
      await stores.services.recordImageVersion(plan, '2.0.0');

      expect(await versionOf()).toBe('1.0.0');
      expect(await stores.services.revision()).toBe(revision);
      await stores.services.put({ ...plan, definition: { image: 'another' } });
      await stores.services.recordImageVersion(plan, '1.0.0');
      expect(await versionOf()).toBeUndefined();
    });

    it('keeps a service that has instances, and says which', async () => {
      await stores.services.seed({ ...login, plans: [] });
      const serviceName = `service-${randomUUID()}`;
      await stores.services.put({ serviceName, planName: '1', definition: {} });
      const instance = await fixture.opened({ serviceName });

      const inUse = await stores.services.remove(serviceName);
      const unknown = await stores.services.remove('never there');

      expect(inUse).toEqual({ outcome: 'in use', instanceIds: [instance.instanceId] });
      expect(unknown).toEqual({ outcome: 'unknown' });
    });

    it('takes out one plan though it has instances, and leaves the others (CAT-04)', async () => {
      await stores.services.seed({ ...login, plans: [] });
      const serviceName = `service-${randomUUID()}`;
      await stores.services.put({ serviceName, planName: '1', definition: {} });
      await stores.services.put({ serviceName, planName: '2', definition: {} });
      const instance = await fixture.opened({ serviceName, planName: '1' });
      const before = await stores.services.revision();

      const removed = await stores.services.removePlan(serviceName, '1');
      const again = await stores.services.removePlan(serviceName, '1');

      const plans = (await stores.services.findAll()).filter((plan) => plan.serviceName === serviceName);
      expect([removed, again]).toEqual([true, false]);
      expect(plans.map((plan) => plan.planName)).toEqual(['2']);
      expect(await stores.services.revision()).toBeGreaterThan(before);
      expect(await stores.instances.find(instance.instanceId)).toBeDefined();
    });
  });
}
