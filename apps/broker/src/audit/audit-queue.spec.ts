import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DatabaseUnavailableError } from '#persistence';
import { RecordingLogger } from '../operations/testing/recording-logger.js';
import { AuditQueue } from './audit-queue.js';
import { aNote } from './testing/a-note.js';
import { FailingAuditStore } from './testing/failing-audit-store.js';

const AWAY = new DatabaseUnavailableError('away');

describe('AuditQueue (T22)', () => {
  let logger: RecordingLogger;
  let store: FailingAuditStore;
  let queue: AuditQueue;

  beforeAll(() => {
    logger = RecordingLogger.install();
  });
  afterAll(() => {
    RecordingLogger.restore();
  });
  beforeEach(() => {
    logger.entries.length = 0;
    store = new FailingAuditStore();
    queue = new AuditQueue(store);
  });

  const add = (count: number): void => {
    for (let index = 0; index < count; index++) queue.add(aNote({ requestId: `r-${index}` }), 1);
  };

  it('stores what was added, numbered in its order, in batches', async () => {
    add(450);

    await queue.flush();

    expect(store.batches).toEqual([200, 200, 50]);
    expect(store.entries.map(({ requestId }) => requestId)).toEqual(
      Array.from({ length: 450 }, (_, index) => `r-${index}`),
    );
    const ids = store.entries.map(({ entryId }) => entryId);
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(450);
  });

  it('says how long each has waited', async () => {
    add(1);

    await queue.flush();

    expect(store.entries[0]?.ageMs).toBeGreaterThanOrEqual(0);
    expect(store.entries[0]?.ageMs).toBeLessThan(60_000);
  });

  it('keeps entries while the database is away, and says so', async () => {
    store.fault = () => AWAY;
    add(3);
    await queue.flush();
    expect(store.entries).toHaveLength(0);
    expect(logger.entries).toMatchObject([{ message: 'audit entries wait for the database', count: 3 }]);

    store.fault = () => undefined;
    await queue.flush();

    expect(store.entries).toHaveLength(3);
  });

  it('leaves out the one entry that cannot be stored, and no other', async () => {
    const fault = new Error('bad row');
    store.fault = (entries) => (entries.some(({ requestId }) => requestId === 'r-2') ? fault : undefined);
    add(5);

    await queue.flush();

    expect(store.entries.map(({ requestId }) => requestId)).toEqual(['r-0', 'r-1', 'r-3', 'r-4']);
    expect(logger.entries).toMatchObject([{ message: 'an audit entry cannot be stored', error: fault }]);
  });

  it('holds ten thousand, and tells how many were too many: a gap in the numbers shows where', async () => {
    store.fault = () => AWAY;
    add(10_003);
    store.fault = () => undefined;
    await queue.flush();
    add(1);
    await queue.flush();

    expect(store.entries).toHaveLength(10_001);
    expect(store.entries.at(-1)?.entryId).toMatch(/-0000010004$/);
    expect(logger.entries).toContainEqual({ message: 'audit entries are in the log alone', count: 3 });
  });
});
