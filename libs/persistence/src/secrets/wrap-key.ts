import type { Key } from './key.types.js';
import { KeyRing } from './key-ring.js';
import { SecretBox, type SecretPlace } from './secret-box.js';

/** The data key, sealed with the key-encryption key for its row of `data_key`. */
export function wrapKey({ keyId, bytes }: Key, kek: Key): string {
  return new SecretBox(new KeyRing(kek)).seal(bytes.toString('base64'), placeOf(keyId));
}

/** Throws `SecretUnreadableError` when it was wrapped with other bytes, or for another row. */
export function unwrapKey(keyId: string, wrapped: string, kek: Key): Key {
  const text = new SecretBox(new KeyRing(kek)).open(wrapped, placeOf(keyId));
  return { keyId, bytes: Buffer.from(text, 'base64') };
}

function placeOf(rowId: string): SecretPlace {
  return { table: 'data_key', column: 'wrapped_key', rowId };
}
