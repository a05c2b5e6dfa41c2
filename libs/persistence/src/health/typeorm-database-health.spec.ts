import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Database } from '../database/database.js';
import { openStores } from '../testing/open-stores.js';
import { TypeormDatabaseHealth } from './typeorm-database-health.js';

describe('TypeormDatabaseHealth', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('says that a closed database is away', async () => {
    const { database, health } = await openStores();
    await database.close();

    expect(await health.look()).toEqual({ state: 'away', hosts: undefined });
  });

  it('says so after two seconds of one that hangs, and does not ask it again meanwhile', async () => {
    vi.useFakeTimers();
    const readOnce = vi.fn(() => new Promise<never>(() => undefined));
    const secrets = { box: {} as never, keys: {} as never };
    const health = new TypeormDatabaseHealth({ readOnce } as unknown as Database, secrets);

    const looks = [health.look(), health.look()];
    await vi.advanceTimersByTimeAsync(2_000);
    looks.push(health.look());
    await vi.advanceTimersByTimeAsync(2_000);

    expect(await Promise.all(looks)).toEqual(looks.map(() => ({ state: 'away', hosts: undefined })));
    expect(readOnce).toHaveBeenCalledTimes(1);
  });

  it('does not hide a bug', async () => {
    const { database, health } = await openStores();
    await database.write('test', (manager) => manager.query('DROP TABLE docker_host'));

    await expect(health.look()).rejects.toThrow('no such table');
    await database.close();
  });
});
