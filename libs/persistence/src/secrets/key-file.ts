import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { PersistenceConfigurationError } from '../persistence.errors.js';
import type { Key } from './key.types.js';
import { KEY_FORMAT, readKeys } from './read-keys.js';

const KEY_BYTES = 32;

/**
 * Reads the key-encryption keys, one a line and the first one primary; makes one, readable by its owner alone, when
 * there is no file yet.
 */
export function ensureKeyFile(path: string): readonly Key[] {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (!existsSync(path)) create(path);
  return readKeyFile(path);
}

/** None where there is no file. */
export function readKeyFile(path: string): readonly Key[] {
  return existsSync(path) ? toKeys(readFileSync(path, 'utf8'), path) : [];
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

function toKeys(text: string, path: string): readonly Key[] {
  const keys = readKeys(text.split('\n'));
  if (keys === undefined)
    throw new PersistenceConfigurationError(
      `${path} must hold ${KEY_FORMAT}, one key a line and no name twice; restore the file from its backup.`,
    );
  return keys;
}
