import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { SecretUnreadableError, UnknownKeyError } from '../persistence.errors.js';
import type { Key } from './key.types.js';
import type { KeyRing } from './key-ring.js';

const FORMAT = 'v1';
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';

/** Where a secret belongs. Sealed for one place, it does not open in another. */
export interface SecretPlace {
  readonly table: string;
  readonly column: string;
  readonly rowId: string;
}

/**
 * Seals texts for storing: `v1|<data key id>|<iv>|<ciphertext>|<tag>`, AES-256-GCM with the place as additional data
 * (T18). Opens what any key of the ring has sealed.
 */
export class SecretBox {
  constructor(private readonly ring: KeyRing) {}

  seal(text: string, place: SecretPlace): string {
    const { keyId, bytes } = this.ring.primary;
    const iv = randomBytes(12);
    const cipher = createCipheriv(CIPHER, bytes, iv, { authTagLength: TAG_BYTES });
    cipher.setAAD(toAad(place));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return [FORMAT, keyId, ...[iv, sealed, cipher.getAuthTag()].map((part) => part.toString('base64'))].join('|');
  }

  /** Throws `SecretUnreadableError`, and `UnknownKeyError` when nobody has looked yet whether its key came meanwhile. */
  open(sealed: string, place: SecretPlace): string {
    const [format, keyId, iv, ciphertext, tag] = sealed.split('|');
    if (format !== FORMAT || keyId === undefined || iv === undefined || ciphertext === undefined || tag === undefined)
      throw new SecretUnreadableError(`${nameOf(place)} is not in the format of sealed texts.`);
    const { bytes } = this.keyOf(keyId, place);
    try {
      // Without authTagLength Node accepts tags as short as four bytes.
      const decipher = createDecipheriv(CIPHER, bytes, Buffer.from(iv, 'base64'), { authTagLength: TAG_BYTES });
      decipher.setAAD(toAad(place)).setAuthTag(Buffer.from(tag, 'base64'));
      return decipher.update(ciphertext, 'base64', 'utf8') + decipher.final('utf8');
    } catch (error) {
      throw new SecretUnreadableError(`${nameOf(place)} does not open in this place.`, error);
    }
  }

  sealJson(value: unknown, place: SecretPlace): string {
    return this.seal(JSON.stringify(value), place);
  }

  openJson(sealed: string, place: SecretPlace): unknown {
    return JSON.parse(this.open(sealed, place));
  }

  private keyOf(keyId: string, place: SecretPlace): Key {
    const key = this.ring.find(keyId);
    if (key !== undefined) return key;
    const message = `${nameOf(place)} was sealed with another key.`;
    throw this.ring.isAbsent(keyId) ? new SecretUnreadableError(message) : new UnknownKeyError(message, keyId);
  }
}

/** How the sealed texts of a data key begin, as SQL's LIKE has it; names of keys hold none of its wildcards. */
export function sealedWith(keyId: string): string {
  return `${FORMAT}|${keyId}|%`;
}

function nameOf({ table, column, rowId }: SecretPlace): string {
  return `${table}.${column} of ${rowId}`;
}

function toAad({ table, column, rowId }: SecretPlace): Buffer {
  return Buffer.from([table, column, rowId].join('|'), 'utf8');
}
