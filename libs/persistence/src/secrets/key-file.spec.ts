import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PersistenceConfigurationError, SecretUnreadableError } from '../persistence.errors.js';
import { openStores } from '../testing/open-stores.js';
import { checkKey } from './check-key.js';
import { ensureKeyFile } from './key-file.js';
import { SecretBox } from './secret-box.js';

describe('ensureKeyFile', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'key-file-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('makes a key once, for its owner alone, directories too', () => {
    const path = join(folder, 'a/b/secret.key');

    const made = ensureKeyFile(path);
    const read = ensureKeyFile(path);

    expect(made.bytes).toHaveLength(32);
    expect(made.keyId).toMatch(/^[0-9a-f]{8}$/);
    expect(read).toEqual(made);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'a')).mode & 0o777).toBe(0o700);
  });

  it('makes another key elsewhere', () => {
    expect(ensureKeyFile(join(folder, 'a')).keyId).not.toBe(ensureKeyFile(join(folder, 'b')).keyId);
  });

  it.each(['', 'too short', 'A'.repeat(100)])('refuses a file that holds no key, and leaves it: %j', (text) => {
    const path = join(folder, 'secret.key');
    writeFileSync(path, text);

    expect(() => ensureKeyFile(path)).toThrow(PersistenceConfigurationError);
    expect(() => ensureKeyFile(path)).toThrow('restore the file from its backup');
    expect(readFileSync(path, 'utf8')).toBe(text);
  });
});

describe('checkKey', () => {
  const KEY = { keyId: 'k1', bytes: Buffer.alloc(32, 1) };

  it('takes the key that it saw first, again and again, and no other', async () => {
    const { database } = await openStores();
    const forged = { keyId: 'k1', bytes: Buffer.alloc(32, 2) };
    const other = { keyId: 'k2', bytes: Buffer.alloc(32, 2) };

    await checkKey(database, new SecretBox(KEY), 'k1');
    await checkKey(database, new SecretBox(KEY), 'k1');

    await expect(checkKey(database, new SecretBox(other), 'k2')).rejects.toThrow('give it the same key file');
    await expect(checkKey(database, new SecretBox(forged), 'k1')).rejects.toThrow(SecretUnreadableError);
    await database.close();
  });
});
