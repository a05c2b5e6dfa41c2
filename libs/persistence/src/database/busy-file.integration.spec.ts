import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { holdSqliteLock } from '../../../../test/support/hold-sqlite-lock.js';
import { DatabaseUnavailableError } from '../persistence.errors.js';
import { aHost } from '../testing/builders.js';
import { openStores, type Stores } from '../testing/open-stores.js';

describe('SQLite while another process has the write lock (row 76)', () => {
  let folder: string;
  let file: string;
  let stores: Stores;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'docker-broker-'));
    file = join(folder, 'broker.sqlite');
    stores = await openStores({ kind: 'sqlite', database: file });
  });
  afterEach(async () => {
    await stores.database.close();
    rmSync(folder, { recursive: true });
  });

  it('writes when it is given back, reads meanwhile, and keeps the process going', async () => {
    const giveBack = await holdSqliteLock(file);
    let turns = 0;
    const ticking = setInterval(() => (turns += 1), 10);

    const writing = stores.hosts.recordPing(aHost());
    await sleep(2_000);
    const turnsWhileHeld = turns;
    const seen = await stores.hosts.findAll();
    await giveBack();

    expect(seen).toEqual([]);
    expect(await writing).toBe(true);
    expect(await stores.hosts.findAll()).toHaveLength(1);
    expect(turnsWhileHeld).toBeGreaterThan(40);
    clearInterval(ticking);
  });

  it('says that the database is away when that takes longer than ten seconds, and goes on afterwards', async () => {
    const giveBack = await holdSqliteLock(file);

    await expect(stores.hosts.recordPing(aHost())).rejects.toThrow(DatabaseUnavailableError);
    expect(await stores.health.look()).not.toMatchObject({ state: 'away' });
    await giveBack();

    expect(await stores.hosts.recordPing(aHost())).toBe(true);
  });
});
