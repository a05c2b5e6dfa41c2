import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PersistenceConfigurationError } from '../persistence.errors.js';
import type { DatabaseOptions } from '../persistence.options.js';
import type { Database } from './database.js';
import { openDatabase } from './open-database.js';

const LONGER_THAN_SQLITE_WAITS_MS = 300;

describe('openDatabase', () => {
  let folder: string;
  let first: Database;
  let options: DatabaseOptions;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'docker-broker-'));
    options = { kind: 'sqlite', database: join(folder, 'broker.sqlite') };
    first = await openDatabase(options);
  });
  afterEach(async () => {
    await first.close();
    rmSync(folder, { recursive: true });
  });

  it('says which package a driver needs that does not come with the broker', async () => {
    const opening = openDatabase({ ...options, kind: 'aurora-mysql' });

    await expect(opening).rejects.toThrow(PersistenceConfigurationError);
    await expect(opening).rejects.toThrow(/aurora-mysql cannot be used: .*typeorm-aurora-data-api-driver/);
  });

  it('waits while another broker writes to the file (row 76)', async () => {
    const writing = first.transaction('test', () => sleep(LONGER_THAN_SQLITE_WAITS_MS));

    const second = await openDatabase(options);

    await writing;
    expect(await second.read((manager) => manager.query('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
    await second.close();
  });
});
