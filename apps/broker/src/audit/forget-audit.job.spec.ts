import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStores } from '#persistence/testing';
import { BrokerConfig } from '../config/broker-config.types.js';
import { RecordingLogger } from '../operations/testing/recording-logger.js';
import { ForgetAuditJob } from './forget-audit.job.js';
import { aNote } from './testing/a-note.js';

const DAY_MS = 86_400_000;

describe('ForgetAuditJob (T22)', () => {
  beforeAll(() => {
    RecordingLogger.install();
  });
  afterAll(() => {
    RecordingLogger.restore();
  });

  it('removes what is older than audit.keepDays, however much, and nothing younger', async () => {
    const stores = await openStores();
    const entry = (entryId: string, days: number): Parameters<typeof stores.audit.append>[0][number] => ({
      ...aNote(),
      ...{ entryId, broker: 'b', count: 1, ageMs: days * DAY_MS },
    });
    const old = Array.from({ length: 1_200 }, (_, index) => entry(`old-${index}`, 401));
    await stores.audit.append([...old, entry('young', 399)]);

    await new ForgetAuditJob(stores.audit, new BrokerConfig()).forget();

    expect(await stores.audit.list({ limit: 10 })).toMatchObject({ entries: [{ entryId: 'young' }], hasMore: false });
    await stores.database.close();
  });
});
