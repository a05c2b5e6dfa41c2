import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HostEntity } from '../entities/host.entity.js';
import { TypeormDatabaseHealth } from '../health/typeorm-database-health.js';
import { toHostId } from '../hosts/host-rules.js';
import type { HostReport } from '../hosts/host.types.js';
import { KeyRing } from '../secrets/key-ring.js';
import { SecretBox } from '../secrets/secret-box.js';
import { aHost } from './builders.js';
import type { Stores } from './open-stores.js';

/** How health is told on every database. The database may be used: counts are compared with those before. */
export function describeDatabaseHealth(name: string, open: () => Promise<Stores>): void {
  describe(`DatabaseHealth: ${name}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await open();
    });
    afterAll(() => stores.database.close());

    const newHost = async (
      change: Partial<Pick<HostEntity, 'lastPing' | 'engineFailures' | 'engineFault' | 'fullUntil' | 'admission'>>,
      report: Partial<HostReport> = {},
    ): Promise<void> => {
      const host = aHost(report);
      await stores.hosts.recordPing(host);
      if (Object.keys(change).length > 0)
        await stores.database.write('test', (manager) => manager.update(HostEntity, { id: toHostId(host) }, change));
    };
    const withKey = (keyId: string): TypeormDatabaseHealth => {
      const box = new SecretBox(new KeyRing({ keyId, bytes: randomBytes(32) }));
      return new TypeormDatabaseHealth(stores.database, { box, keys: { learn: () => Promise.resolve() } });
    };

    it('counts hosts by what ails them', async () => {
      const { hosts: before } = await stores.health.look();
      const none = { known: 0, silent: 0, failing: 0, full: 0, unsafe: 0, usable: 0 };
      await newHost({});
      await newHost({}, { isActive: false });
      await newHost({ admission: 'cordoned' });
      await newHost({ lastPing: 1 });
      await newHost({ engineFailures: 2 });
      await newHost({ engineFailures: 3 });
      await newHost({ fullUntil: Date.now() + 3_600_000 });
      await newHost({ fullUntil: 1 });
      await newHost({ engineFault: '' });
      await newHost({ engineFault: 'too old' });
      await newHost({ lastPing: 1, engineFailures: 5, fullUntil: Date.now() + 3_600_000 });

      const { state, hosts } = await stores.health.look();

      const rise = Object.keys(none).map((key) => {
        const count = key as keyof typeof none;
        return [count, (hosts?.[count] ?? NaN) - (before?.[count] ?? NaN)];
      });
      expect(state).toBe('serving');
      expect(Object.fromEntries(rise)).toEqual({ known: 11, silent: 2, failing: 2, full: 2, unsafe: 1, usable: 4 });
    });

    it('answers all who ask at once with one look', async () => {
      const [one, ...others] = await Promise.all([stores.health.look(), stores.health.look(), stores.health.look()]);

      expect(one.state).toBe('serving');
      for (const other of others) expect(other).toBe(one);
    });

    it('tells the time of the database, of which all brokers think the same (row 72)', async () => {
      const before = await stores.health.tellTime();
      const after = await stores.health.tellTime();

      expect(after).toBeGreaterThanOrEqual(before);
      expect(Math.abs(after - Date.now())).toBeLessThan(60_000);
    });

    it('says when the secrets are sealed with another key (row 10)', async () => {
      const sealed = stores.box.seal('', { table: '', column: '', rowId: '' });
      const [, keyId = ''] = sealed.split('|');

      expect(await withKey(keyId).look()).toEqual({ state: 'other key', hosts: undefined });
      expect(await withKey('another').look()).toEqual({ state: 'other key', hosts: undefined });
    });

    it.each([
      ['newer', "INSERT INTO schema_migration (timestamp, name) VALUES (9, 'OfTomorrow9')"],
      ['older', "UPDATE schema_migration SET name = 'OfTomorrow9' WHERE name = 'FirstTables1764000000000'"],
    ])('says when a %s broker has been at the tables (row 10)', async (_, change) => {
      await stores.database.write('test', (manager) => manager.query(change));
      try {
        expect(await stores.health.look()).toEqual({ state: 'other schema', hosts: undefined });
      } finally {
        const undo = change.startsWith('INSERT')
          ? "DELETE FROM schema_migration WHERE name = 'OfTomorrow9'"
          : "UPDATE schema_migration SET name = 'FirstTables1764000000000' WHERE name = 'OfTomorrow9'";
        await stores.database.write('test', (manager) => manager.query(undo));
      }
      expect(await stores.health.look()).toMatchObject({ state: 'serving' });
    });
  });
}
