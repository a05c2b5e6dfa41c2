import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { PersistenceConfigurationError } from '../persistence.errors.js';
import type { PersistenceOptions } from '../persistence.options.js';

const KEY_BYTES = 32;

/** Reads the key that seals the secret columns; makes one, readable by its owner alone, when there is no file yet. */
export function ensureKeyFile(path: string): PersistenceOptions['key'] {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (!existsSync(path)) create(path);
  return toKey(readFileSync(path, 'utf8'), path);
}

/** Whole or not at all, and never over another's: brokers may start together on one directory. */
function create(path: string): void {
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    unlinkSync(draft);
  }
}

function toKey(text: string, path: string): PersistenceOptions['key'] {
  const bytes = Buffer.from(text.trim(), 'base64');
  if (bytes.length !== KEY_BYTES)
    throw new PersistenceConfigurationError(`${path} must hold 32 bytes in base64; restore the file from its backup.`);
  return { keyId: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes };
}
