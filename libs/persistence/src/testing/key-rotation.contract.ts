import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RegistryLoginEntity } from '../entities/registry-login.entity.js';
import { FencedError, SecretUnreadableError } from '../persistence.errors.js';
import { SealedTable } from '../secrets/sealed-table.js';
import { openStoresOn, type Stores } from './open-stores.js';
import { RotationFixture } from './rotation-fixture.js';

const KEEPING = { keepMs: 3_600_000, pauseMs: 3_600_000 };
const ALL_COLUMNS = [
  'host_certificate.key',
  'operation.originator',
  'registry_login.password',
  'service_binding.credentials',
  'service_binding.extras',
  'service_binding.request',
  'service_instance.dashboard_url',
  'service_instance.definition',
  'service_instance.request',
  'service_instance.target',
  'service_plan.definition',
];

/** How data keys are replaced on every database (T18); it may be used. */
export function describeKeyRotation(name: string, open: () => Promise<Stores>): void {
  describe(`KeyRotation: ${name}`, () => {
    let stores: Stores;
    let fixture: RotationFixture;
    beforeAll(async () => {
      stores = await open();
      fixture = new RotationFixture(stores);
    });
    afterEach(() => fixture.finish());
    afterAll(() => stores.database.close());

    const newLogin = async (password = 'secret'): Promise<string> => {
      const registryHost = `registry-${randomUUID()}`;
      await stores.registries.put({ registryHost, userName: 'user', password });
      return registryHost;
    };
    const sealedOf = async (registryHost: string): Promise<string> => {
      const row = await stores.database.read((manager) =>
        manager.findOneByOrFail(RegistryLoginEntity, { registryHost }),
      );
      return row.passwordSealed;
    };
    const setSealed = (registryHost: string, passwordSealed: string): Promise<unknown> =>
      stores.database.write('test', (manager) =>
        manager.update(RegistryLoginEntity, { registryHost }, { passwordSealed }),
      );

    it('makes one new key, whoever asks and how often, and takes it back', async () => {
      const begun = await Promise.all([stores.rotation.begin(), stores.rotation.begin()]);
      const { keyId } = begun[0];

      expect(begun.map(({ outcome }) => outcome).sort()).toEqual(['begun', 'under way']);
      expect(begun[1].keyId).toBe(keyId);
      expect(await fixture.reportOf(keyId)).toMatchObject({ state: 'next', counts: {} });
      expect(await stores.rotation.withdraw(keyId)).toBe(true);
      expect(await stores.rotation.withdraw(keyId)).toBe(false);
      expect(await fixture.reportOf(keyId)).toBeUndefined();
    });

    it('uses a new key when it is old enough, once, and does not take it back any more', async () => {
      const before = fixture.primary();
      const { keyId } = await stores.rotation.begin();

      const early = await stores.rotation.promote(60_000);
      const primaryEarly = fixture.primary();
      const promoted = await Promise.all([stores.rotation.promote(0), stores.rotation.promote(0)]);

      expect([early, primaryEarly]).toEqual([undefined, before]);
      expect(promoted.filter((one) => one !== undefined)).toEqual([keyId]);
      expect(fixture.primary()).toBe(keyId);
      expect(await stores.rotation.withdraw(keyId)).toBe(false);
      expect(await fixture.reportOf(keyId)).toMatchObject({ state: 'primary' });
      expect(await fixture.reportOf(before)).toMatchObject({ state: 'retired' });
    });

    it('seals every column anew, which reads the same all the while, and destroys the key', async () => {
      const read = await fixture.fillEverything();
      const expected = await read();

      const { before, after } = await fixture.rotated();
      const old = await fixture.reportOf(before);
      const between = await read();
      const ends = await fixture.finish();

      expect(Object.keys(old?.counts ?? {}).sort()).toEqual(ALL_COLUMNS);
      expect(between).toEqual(expected);
      expect(await read()).toEqual(expected);
      expect(await fixture.reportOf(before)).toMatchObject({ state: 'destroyed', counts: {} });
      expect(await fixture.reportOf(after)).toMatchObject({ state: 'primary', counts: old?.counts });
      expect(ends).toEqual(['again', 'clean', 'destroyed']);
    });

    it('keeps a key with which nothing is sealed for as long as it is told', async () => {
      const { before } = await fixture.rotated();

      const ends = await fixture.finish(KEEPING);
      const kept = await fixture.reportOf(before);
      await fixture.makeDue(before);
      const early = await fixture.finish(KEEPING);
      await fixture.makeDue(before);
      const late = await fixture.finish();

      expect(ends.at(-1)).toBe('clean');
      expect(kept).toMatchObject({ state: 'retired', cleanSince: expect.any(Number) as number });
      expect([early, late]).toEqual([['clean'], ['destroyed']]);
    });

    it('finds what a broker that stood still has sealed with the old key after a pass that found nothing', async () => {
      const registryHost = await newLogin();
      const old = await sealedOf(registryHost);
      const { before } = await fixture.rotated();
      await fixture.finish(KEEPING);

      await setSealed(registryHost, old);
      await fixture.makeDue(before);
      const ends = await fixture.finish();

      expect(ends).toEqual(['again', 'clean', 'destroyed']);
      expect(await stores.registries.find(registryHost)).toMatchObject({ password: 'secret' });
    });

    it('leaves what somebody else has written since it was read', async () => {
      const registryHost = await newLogin('old');
      const column = { entity: RegistryLoginEntity, property: 'passwordSealed' };
      const value = { rowKey: [registryHost], sealed: await sealedOf(registryHost) };
      await stores.registries.put({ registryHost, userName: 'user', password: 'new' });

      const isReplaced = await stores.database.transaction('test', (manager) =>
        new SealedTable(manager, column).replace(value, 'sealed anew, from what was there before'),
      );

      expect(isReplaced).toBe(false);
      expect(await stores.registries.find(registryHost)).toMatchObject({ password: 'new' });
    });

    it('goes on past what does not open, says what it is, and keeps the key (row 93)', async () => {
      const registryHost = await newLogin();
      const [one = '', keyId = '', iv = '', text = ''] = (await sealedOf(registryHost)).split('|');
      const { before } = await fixture.rotated();
      await setSealed(registryHost, [one, keyId, iv, text, Buffer.alloc(16).toString('base64')].join('|'));

      const ends = await fixture.finish();

      expect(ends.at(-1)).toBe('kept');
      expect(await fixture.reportOf(before)).toMatchObject({
        state: 'retired',
        counts: { 'registry_login.password': 1 },
      });
      await expect(stores.registries.find(registryHost)).rejects.toThrow(SecretUnreadableError);
      await stores.registries.remove(registryHost);
      await fixture.makeDue(before);
    });

    it('is for one broker at a time, and the one before is told so (row 92)', async () => {
      await newLogin();
      const { before } = await fixture.rotated();
      const first = await fixture.claimed('first');

      expect(await stores.rotation.claim('second', 60_000)).toBeUndefined();
      await fixture.makeDue(before);
      const second = await fixture.claimed('second');

      await expect(fixture.pass(first)).rejects.toThrow(FencedError);
      await expect(stores.rotation.endPass(first, { resealed: 0, unreadable: 0 }, KEEPING)).rejects.toThrow(
        FencedError,
      );
      expect(await fixture.pass(second)).toMatchObject({ unreadable: 0 });
      await fixture.makeDue(before);
    });

    it('is due at once when its worker gives it back, which is the worker of nothing then (row 9)', async () => {
      await fixture.rotated();
      const first = await fixture.claimed('first');

      await stores.rotation.release(first);
      const second = await fixture.claimed('second');

      await expect(stores.rotation.release(first)).rejects.toThrow(FencedError);
      expect(await stores.rotation.claim('third', 60_000)).toBeUndefined();
      await stores.rotation.release(second);
    });

    it('is what a broker seals anew with that has not looked for it since', async () => {
      const sleeper = new RotationFixture(await openStoresOn(stores.database));
      const registryHost = await newLogin();
      const { before, after } = await fixture.rotated();

      await sleeper.pass(await sleeper.claimed());

      expect(await sealedOf(registryHost)).toContain(after);
      expect(await fixture.reportOf(before)).toMatchObject({ counts: {} });
      await fixture.makeDue(before);
    });

    it('is learnt by a broker that has slept through it when it meets what was sealed', async () => {
      const sleeper = await openStoresOn(stores.database);
      const registryHost = await newLogin();
      await fixture.rotated();
      await stores.registries.put({ registryHost, userName: 'user', password: 'new' });

      expect(await sleeper.registries.find(registryHost)).toMatchObject({ password: 'new' });
      expect(await sleeper.health.look()).toMatchObject({ state: 'serving' });
    });
  });
}
