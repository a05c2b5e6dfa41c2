import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { SecretUnreadableError } from '../persistence.errors.js';

const FORMAT = 'v1';
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';

/** Where a secret belongs. Sealed for one place, it does not open in another. */
export interface SecretPlace {
  readonly table: string;
  readonly column: string;
  readonly rowId: string;
}

/** Seals texts for storing: `v1|<key id>|<iv>|<ciphertext>|<tag>`, AES-256-GCM with the place as additional data. */
export class SecretBox {
  constructor(private readonly key: { readonly keyId: string; readonly bytes: Buffer }) {}

  seal(text: string, place: SecretPlace): string {
    const iv = randomBytes(12);
    const cipher = createCipheriv(CIPHER, this.key.bytes, iv, { authTagLength: TAG_BYTES });
    cipher.setAAD(toAad(place));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return [FORMAT, this.key.keyId, ...[iv, sealed, cipher.getAuthTag()].map((part) => part.toString('base64'))].join(
      '|',
    );
  }

  open(sealed: string, place: SecretPlace): string {
    const [format, keyId, iv, ciphertext, tag] = sealed.split('|');
    if (
      format !== FORMAT ||
      keyId !== this.key.keyId ||
      iv === undefined ||
      ciphertext === undefined ||
      tag === undefined
    )
      throw new SecretUnreadableError(`${place.table}.${place.column} was sealed with another key or format.`);
    try {
      // Without authTagLength Node accepts tags as short as four bytes.
      const decipher = createDecipheriv(CIPHER, this.key.bytes, Buffer.from(iv, 'base64'), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(toAad(place)).setAuthTag(Buffer.from(tag, 'base64'));
      return decipher.update(ciphertext, 'base64', 'utf8') + decipher.final('utf8');
    } catch (error) {
      throw new SecretUnreadableError(`${place.table}.${place.column} does not open in this place.`, error);
    }
  }

  sealJson(value: unknown, place: SecretPlace): string {
    return this.seal(JSON.stringify(value), place);
  }

  openJson(sealed: string, place: SecretPlace): unknown {
    return JSON.parse(this.open(sealed, place));
  }
}

function toAad({ table, column, rowId }: SecretPlace): Buffer {
  return Buffer.from([table, column, rowId].join('|'), 'utf8');
}
