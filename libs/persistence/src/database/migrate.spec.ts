import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SchemaTooNewError } from '../persistence.errors.js';
import { openStores } from '../testing/open-stores.js';

describe('migrate', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'docker-broker-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('refuses what a newer broker has written, and leaves it as it is (row 10)', async () => {
    const file = { kind: 'sqlite', database: join(folder, 'broker.sqlite') } as const;
    const newer = await openStores(file);
    await newer.database.write('test', (manager) =>
      manager.query("INSERT INTO schema_migration (timestamp, name) VALUES (9, 'OfTomorrow9')"),
    );

    await expect(openStores(file)).rejects.toThrow(SchemaTooNewError);

    expect(await newer.hosts.findAll()).toEqual([]);
    await newer.database.close();
  });
});
