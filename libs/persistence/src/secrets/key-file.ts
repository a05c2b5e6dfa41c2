import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { PersistenceConfigurationError } from '../persistence.errors.js';
import type { PersistenceOptions } from '../persistence.options.js';

const KEY_BYTES = 32;

/** Reads the key that seals the secret columns; makes one, readable by its owner alone, when there is no file yet. */
export function ensureKeyFile(path: string): PersistenceOptions['key'] {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(path, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return toKey(readFileSync(path, 'utf8'), path);
}

function toKey(text: string, path: string): PersistenceOptions['key'] {
  const bytes = Buffer.from(text.trim(), 'base64');
  if (bytes.length !== KEY_BYTES)
    throw new PersistenceConfigurationError(`${path} must hold 32 bytes in base64; restore the file from its backup.`);
  return { keyId: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes };
}
