import { createHash } from 'node:crypto';
import type { Key } from './key.types.js';

const KEY_BYTES = 32;
/** Neither SQL's wildcards nor the marks between the parts of a sealed text. */
const KEY = /^(?:(?<keyId>[A-Za-z0-9-]{1,32}):)?(?<base64>[A-Za-z0-9+/_-]{43}=?)$/;

/** What a key must look like, for messages. */
export const KEY_FORMAT = '32 bytes in base64, or NAME:BASE64 with a name of letters, digits and "-"';

/** A key as `name:base64`, or as base64 alone, which is called by the start of its hash. `undefined` when it is none. */
export function readKey(text: string): Key | undefined {
  const { keyId, base64 } = KEY.exec(text.trim())?.groups ?? {};
  const bytes = Buffer.from(base64 ?? '', 'base64');
  if (bytes.length !== KEY_BYTES) return undefined;
  return { keyId: keyId ?? createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes };
}

/** All lines that are not empty, or `undefined` when one of them is no key, two have one name, or there is none. */
export function readKeys(lines: readonly string[]): readonly Key[] | undefined {
  const keys = lines.filter((line) => line.trim() !== '').map(readKey);
  const names = new Set(keys.map((key) => key?.keyId));
  if (keys.length === 0 || names.size < keys.length || names.has(undefined)) return undefined;
  return keys.filter((key) => key !== undefined);
}
