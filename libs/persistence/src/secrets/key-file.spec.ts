import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PersistenceConfigurationError } from '../persistence.errors.js';
import { ensureKeyFile, readKeyFile } from './key-file.js';

const OLD = Buffer.alloc(32, 1).toString('base64');
const NEW = Buffer.alloc(32, 2).toString('base64');

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

    expect(made).toHaveLength(1);
    expect(made[0]?.bytes).toHaveLength(32);
    expect(made[0]?.keyId).toMatch(/^[0-9a-f]{8}$/);
    expect(read).toEqual(made);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'a')).mode & 0o777).toBe(0o700);
  });

  it('makes another key elsewhere', () => {
    const [one, other] = [ensureKeyFile(join(folder, 'a')), ensureKeyFile(join(folder, 'b'))];

    expect(one[0]?.keyId).not.toBe(other[0]?.keyId);
  });

  it('reads one key a line, in their order, with names or without', () => {
    const path = join(folder, 'secret.key');
    writeFileSync(path, `year-2:${NEW}\n\n${OLD}\r\n`);

    expect(ensureKeyFile(path)).toEqual([
      { keyId: 'year-2', bytes: Buffer.alloc(32, 2) },
      { keyId: '72cd6e84', bytes: Buffer.alloc(32, 1) },
    ]);
  });

  it.each([
    ['nothing', ''],
    ['a short text', 'too short'],
    ['a long one', 'A'.repeat(100)],
    ['a key and garbage', `${OLD}\ngarbage`],
    ['one name twice', `a:${OLD}\na:${NEW}`],
    ['a name with marks of sealed texts', `a|b:${OLD}`],
    ["a name with SQL's wildcards", `a_b:${OLD}`],
  ])('refuses a file that holds %s, and leaves it', (_, text) => {
    const path = join(folder, 'secret.key');
    writeFileSync(path, text);

    expect(() => ensureKeyFile(path)).toThrow(PersistenceConfigurationError);
    expect(() => ensureKeyFile(path)).toThrow('restore the file from its backup');
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('says nothing of what is in a file that it refuses', () => {
    const path = join(folder, 'secret.key');
    writeFileSync(path, `${OLD}\n${NEW}x`);

    expect(() => ensureKeyFile(path)).not.toThrow(OLD);
  });

  it('reads a file where there is one, and makes none', () => {
    expect(readKeyFile(join(folder, 'none'))).toEqual([]);
    expect(() => statSync(join(folder, 'none'))).toThrow('ENOENT');
  });
});
