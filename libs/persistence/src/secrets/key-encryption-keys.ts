import { randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { PersistenceConfigurationError } from '../persistence.errors.js';
import type { Key, KeySource } from './key.types.js';

const derive = promisify<string, Buffer, number, object, Buffer>(scrypt);
/** OWASP's, and ASVS's, for passwords: 0.8 s and 128 MiB, once for each salt. */
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 160 * 2 ** 20 };
/** The name of a derived key tells its salt, so that every broker derives the same from the same passphrase. */
const DERIVED = /^scrypt-(?<salt>[0-9a-f]{32})$/;

/** What wraps data keys; never in the database. */
export class KeyEncryptionKeys {
  private readonly derived = new Map<string, Promise<Key>>();

  constructor(private readonly source: KeySource) {}

  /**
   * What new data keys are wrapped with.
   *
   * @param used names of those that the database's keys are wrapped with: a passphrase keeps its salt
   */
  async primary(used: readonly string[]): Promise<Key> {
    const { keys, passphrase, fileKeys } = this.source;
    const [first] = passphrase === undefined ? [...keys, ...fileKeys] : keys;
    if (first !== undefined) return first;
    const keyId = used.find((name) => DERIVED.test(name)) ?? `scrypt-${randomBytes(16).toString('hex')}`;
    const key = await this.find(keyId);
    if (key === undefined) throw new PersistenceConfigurationError('There is neither a key nor a passphrase.');
    return key;
  }

  async find(keyId: string): Promise<Key | undefined> {
    const { salt } = DERIVED.exec(keyId)?.groups ?? {};
    if (salt === undefined || this.source.passphrase === undefined)
      return [...this.source.keys, ...this.source.fileKeys].find((key) => key.keyId === keyId);
    return this.derive(keyId, salt, this.source.passphrase);
  }

  private derive(keyId: string, salt: string, passphrase: string): Promise<Key> {
    const known = this.derived.get(keyId);
    if (known !== undefined) return known;
    const key = derive(passphrase, Buffer.from(salt, 'hex'), 32, COST).then((bytes) => ({ keyId, bytes }));
    this.derived.set(keyId, key);
    return key;
  }
}
