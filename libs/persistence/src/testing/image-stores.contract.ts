import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServicePlan } from '../services/service-plan.types.js';
import type { Stores } from './open-stores.js';

const login = { name: 'catalog', userName: 'admin', passwordHash: 'hash' };

/** The catalog as a whole, and how images get to hosts. */
export function describeImageStores(name: string, open: () => Promise<Stores>): void {
  describe(`stores of images on ${name}`, () => {
    let stores: Stores;

    beforeAll(async () => {
      stores = await open();
    });

    afterAll(() => stores.database.close());

    describe('services as a whole', () => {
      const name = `whole-${randomUUID()}`;
      const plan = (planName: string, definition: Readonly<Record<string, unknown>> = {}): ServicePlan => ({
        serviceName: name,
        planName,
        definition,
      });
      const stored = async (): Promise<unknown[]> => {
        const plans = (await stores.services.findAll()).filter(({ serviceName }) => serviceName === name);
        return plans.map(({ planName, definition, imageVersion }) => [planName, definition, imageVersion]);
      };

      it('become what is said, in that order; plans that stay keep what is known of their image', async () => {
        await stores.services.seed({ ...login, plans: [] });
        for (const one of ['a', 'b', 'c']) await stores.services.put(plan(one));
        for (const one of ['a', 'b', 'c']) await stores.services.recordImageVersion(plan(one), '1.0.0');
        const plans = [plan('d'), plan('c'), plan('a', { password: 'x' })];

        const isReplaced = await stores.services.replaceAll(plans, await stores.services.revision());

        expect(isReplaced).toBe(true);
        expect(await stored()).toEqual([
          ['d', {}, undefined],
          ['c', {}, '1.0.0'],
          ['a', { password: 'x' }, undefined],
        ]);
      });

      it('stay as they are when the catalog is not any more as it was read', async () => {
        await stores.services.seed({ ...login, plans: [] });
        const revision = await stores.services.revision();
        await stores.services.put(plan('new'));
        const before = await stored();

        expect(await stores.services.replaceAll([], revision)).toBe(false);
        expect(await stored()).toEqual(before);
      });
    });

    describe('registries', () => {
      it('keep a login for each host, sealed', async () => {
        const registryHost = `registry-${randomUUID()}.test:5000`;
        const login = { registryHost, userName: 'user', password: 'registry-secret' };

        await stores.registries.put(login);
        await stores.registries.put({ ...login, password: 'second-registry-secret' });

        expect(await stores.registries.find(registryHost)).toEqual({ ...login, password: 'second-registry-secret' });
        expect(await stores.registries.findAll()).toContainEqual({ registryHost, userName: 'user' });
        const rows = await stores.database.read((manager) => manager.query<unknown[]>('SELECT * FROM registry_login'));
        expect(JSON.stringify(rows)).not.toContain('registry-secret');
        expect(await stores.registries.remove(registryHost)).toBe(true);
        expect(await stores.registries.remove(registryHost)).toBe(false);
        expect(await stores.registries.find(registryHost)).toBeUndefined();
      });
    });

    describe('images that hosts are to have', () => {
      const hostId = `host-${randomUUID()}`;
      const image = { hostId, imageRef: 'redis:7' };
      const claim = { ...image, owner: 'one', leaseMs: 60_000 };
      const find = async (): Promise<unknown> =>
        (await stores.imagePulls.findAll()).find((one) => one.hostId === hostId && one.imageRef === 'redis:7');
      const isDue = async (): Promise<boolean> =>
        (await stores.imagePulls.findDue()).some((one) => one.hostId === hostId);

      it('are wanted once, and forgotten when nobody wants them any more', async () => {
        await stores.imagePulls.want([image]);
        await stores.imagePulls.want([image, { ...image, imageRef: 'other' }]);

        expect(await find()).toMatchObject({ ...image, state: 'waiting', attempts: 0, percent: undefined });
        expect(await isDue()).toBe(true);

        await stores.imagePulls.want([]);
        expect(await find()).toBeUndefined();
      });

      it("are in one broker's hands at a time", async () => {
        await stores.imagePulls.want([image]);

        expect(await stores.imagePulls.claim(claim)).toBe(true);
        expect(await stores.imagePulls.claim({ ...claim, owner: 'two' })).toBe(false);
        expect(await isDue()).toBe(false);
        expect(await stores.imagePulls.renew(claim, 40)).toBe(true);
        expect(await stores.imagePulls.renew({ ...claim, owner: 'two' }, 50)).toBe(false);
        expect(await find()).toMatchObject({ state: 'pulling', percent: 40 });
        expect(await stores.imagePulls.complete({ ...claim, owner: 'two' }, { state: 'present', nextInMs: 0 })).toBe(
          false,
        );
        expect(await stores.imagePulls.complete(claim, { state: 'present', nextInMs: 60_000 })).toBe(true);
        expect(await find()).toMatchObject({ state: 'present', percent: undefined });
        expect(await isDue()).toBe(false);
      });

      it('are taken over when the lease is over, and count failures in a row', async () => {
        await stores.imagePulls.want([]);
        await stores.imagePulls.want([image]);
        await stores.imagePulls.claim({ ...claim, leaseMs: -1 });

        expect(await stores.imagePulls.claim({ ...claim, owner: 'two', leaseMs: -1 })).toBe(true);
        expect(await stores.imagePulls.renew(claim, 1)).toBe(false);
        const two = { ...claim, owner: 'two' };
        await stores.imagePulls.complete(two, { state: 'failed', detail: 'refused', nextInMs: -1 });
        expect(await find()).toMatchObject({ state: 'failed', detail: 'refused', attempts: 1 });
        await stores.imagePulls.claim(two);
        await stores.imagePulls.complete(two, { state: 'present', nextInMs: -1 });
        expect(await find()).toMatchObject({ state: 'present', detail: undefined, attempts: 0 });
      });
    });
  });
}
