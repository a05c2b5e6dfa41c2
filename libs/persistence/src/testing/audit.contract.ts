import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditQuery, NewAuditEntry } from '../audit/audit.types.js';
import { AuditEntryEntity } from '../entities/audit-entry.entity.js';
import type { Stores } from './open-stores.js';

const HOUR_MS = 3_600_000;
const LONG_AGO_MS = 500 * 24 * HOUR_MS;

/** The trail of who did what: added to, read, forgotten when old, never changed (T22). */
export function describeAudit(name: string, open: () => Promise<Stores>): void {
  describe(`the audit trail (T22), ${name}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await open();
    });
    afterAll(() => stores.database.close());

    const ids = async (query: Partial<AuditQuery>): Promise<readonly string[]> => {
      const page = await stores.audit.list({ limit: 100, ...query });
      return page === 'unknown cursor' ? [page] : page.entries.map(({ entryId }) => entryId);
    };

    it('gives back what was added, with the time of the database', async () => {
      const entry = anEntry({ ageMs: HOUR_MS });

      await stores.audit.append([entry]);

      const page = await stores.audit.list({ limit: 1, instanceId: entry.instanceId });
      expect(page).toEqual({
        entries: [{ ...entry, ageMs: undefined, at: expect.any(Number) as number }],
        hasMore: false,
      });
      expect(await ids({ instanceId: entry.instanceId, since: Date.now() - HOUR_MS / 2 })).toEqual([]);
      expect(await ids({ instanceId: entry.instanceId, since: Date.now() - 2 * HOUR_MS })).toEqual([entry.entryId]);
    });

    it('keeps strangers, who have no name and name nothing', async () => {
      const stranger = anEntry({ role: undefined, caller: undefined, originator: undefined, subject: {}, status: 401 });
      const nameless = { ...stranger, instanceId: undefined, route: `/${randomUUID()}` };

      await stores.audit.append([nameless]);

      const { entryId, method } = nameless;
      const page = await stores.audit.list({ limit: 1, route: nameless.route });
      expect(page).toMatchObject({ entries: [{ entryId, method, role: undefined, caller: undefined, subject: {} }] });
    });

    it('adds an entry once, however often it is told, and leaves it as it was', async () => {
      const entry = anEntry();
      await stores.audit.append([entry]);

      await stores.audit.append([{ ...entry, status: 500 }, anEntry({ instanceId: entry.instanceId })]);

      const page = await stores.audit.list({ limit: 10, instanceId: entry.instanceId });
      expect(page).toMatchObject({ entries: [{ status: 201 }, { status: 201 }] });
    });

    it('goes on page by page, the newest first', async () => {
      const instanceId = randomUUID();
      const entries = [0, 1, 2, 3, 4].map((index) => anEntry({ instanceId, ageMs: index * 1_000 }));
      await stores.audit.append(entries);
      const newestFirst = entries.map(({ entryId }) => entryId);

      const first = await stores.audit.list({ limit: 2, instanceId });
      expect(first).toMatchObject({ hasMore: true });
      expect(await ids({ limit: 2, instanceId })).toEqual(newestFirst.slice(0, 2));
      expect(await ids({ limit: 2, instanceId, before: newestFirst[1] })).toEqual(newestFirst.slice(2, 4));
      expect(await ids({ limit: 2, instanceId, before: newestFirst[3] })).toEqual(newestFirst.slice(4));
      expect(await ids({ before: 'gone' })).toEqual(['unknown cursor']);
    });

    it('tells those of one moment apart by their ids', async () => {
      const instanceId = randomUUID();
      const prefix = randomUUID();
      const entries = ['1', '2', '3'].map((number) => anEntry({ instanceId, entryId: `${prefix}-${number}` }));
      await stores.audit.append(entries);

      expect(await ids({ instanceId, limit: 2 })).toEqual([`${prefix}-3`, `${prefix}-2`]);
      expect(await ids({ instanceId, limit: 2, before: `${prefix}-2` })).toEqual([`${prefix}-1`]);
    });

    it.each<[string, (entry: NewAuditEntry) => Partial<AuditQuery>]>([
      ['caller', ({ caller }) => ({ caller })],
      ['instance', ({ instanceId }) => ({ instanceId })],
      ['route', ({ route }) => ({ route })],
      ['status', ({ status }) => ({ status })],
      ['time', () => ({ until: Date.now() - 299 * 24 * HOUR_MS, since: Date.now() - 301 * 24 * HOUR_MS })],
    ])('is asked by %s', async (_, queryOf) => {
      const status = 10_000 + Math.floor(Math.random() * 1_000_000_000);
      const entry = anEntry({ caller: randomUUID(), route: `/${randomUUID()}`, status, ageMs: 300 * 24 * HOUR_MS });
      const another = anEntry();
      await stores.audit.append([entry, another]);

      const found = await ids(queryOf(entry));

      expect(found).toContain(entry.entryId);
      expect(found).not.toContain(another.entryId);
    });

    it('forgets the oldest in portions, and nothing that is younger', async () => {
      const instanceId = randomUUID();
      const old = [3, 2, 1].map((index) => anEntry({ instanceId, ageMs: LONG_AGO_MS + index * HOUR_MS }));
      const young = anEntry({ instanceId });
      await stores.audit.append([young, ...old]);

      expect(await stores.audit.forget(LONG_AGO_MS, 2)).toBe(2);
      expect(await ids({ instanceId })).toEqual([young.entryId, old[2]?.entryId]);
      expect(await stores.audit.forget(LONG_AGO_MS, 2)).toBe(1);
      expect(await stores.audit.forget(LONG_AGO_MS, 2)).toBe(0);
      expect(await ids({ instanceId })).toEqual([young.entryId]);
    });

    it('is changed by nobody: the database refuses it', async () => {
      const entry = anEntry();
      await stores.audit.append([entry]);

      const change = stores.database.read((manager) =>
        manager.update(AuditEntryEntity, { id: entry.entryId }, { caller: 'somebody else' }),
      );

      await expect(change).rejects.toThrow('audit entries are never changed');
    });
  });
}

function anEntry(changes: Partial<NewAuditEntry> = {}): NewAuditEntry {
  return {
    entryId: randomUUID(),
    ageMs: 0,
    broker: 'broker-1',
    role: 'platform',
    caller: 'cf',
    originator: { platform: 'cloudfoundry', value: { user_id: 'ünïcode' } },
    method: 'PUT',
    route: '/v2/service_instances/:instanceId',
    instanceId: randomUUID(),
    subject: { bindingId: 'b', serviceId: 'redis' },
    status: 201,
    requestId: randomUUID(),
    address: '192.0.2.7',
    count: 1,
    ...changes,
  };
}
