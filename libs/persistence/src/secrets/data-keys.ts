import type { EntityManager } from 'typeorm';
import { IsNull } from 'typeorm';
import type { Database } from '../database/database.js';
import { DataKeyEntity } from '../entities/data-key.entity.js';
import { PersistenceConfigurationError } from '../persistence.errors.js';
import { checkCanaries } from './check-canaries.js';
import { ensureFirstKey } from './ensure-first-key.js';
import type { KeyEncryptionKeys } from './key-encryption-keys.js';
import type { KeyRing } from './key-ring.js';
import type { Key, MissingKey } from './key.types.js';
import { SecretBox } from './secret-box.js';
import { unwrapKey } from './wrap-key.js';

/** Keeps the ring of this broker true to the data keys of the database. */
export class DataKeys {
  private asked: Promise<readonly MissingKey[]> | undefined;

  constructor(
    readonly database: Database,
    readonly keks: KeyEncryptionKeys,
    private readonly ring: KeyRing,
  ) {}

  /**
   * At start. Throws `PersistenceConfigurationError` when a key-encryption key that is in use is not among ours, and
   * `SecretUnreadableError` when one has other bytes (failure-model row 10).
   */
  async open(): Promise<void> {
    await ensureFirstKey(this.database, this.keks);
    const [missing] = await this.refresh();
    if (missing !== undefined) throw new PersistenceConfigurationError(describe(missing));
    await this.database.read((manager) => checkCanaries(manager, new SecretBox(this.ring)));
  }

  /** Who asks while the database is being asked shares the answer. Resolves to what this broker cannot unwrap. */
  refresh(): Promise<readonly MissingKey[]> {
    this.asked ??= this.load().finally(() => {
      this.asked = undefined;
    });
    return this.asked;
  }

  /** For who has met a key that is not in the ring. */
  async learn(keyId: string): Promise<void> {
    await this.refresh();
    this.ring.noteIfAbsent(keyId);
  }

  private async load(): Promise<readonly MissingKey[]> {
    const rows = await this.database.read(findLiving);
    const opened = await Promise.all(rows.map((row) => this.toKey(row)));
    const primary = opened[rows.findIndex(({ standing }) => standing === 'primary')];
    const keys = opened.filter((key) => key !== undefined);
    this.ring.replace(primary, keys);
    const held = await Promise.all(rows.map(({ kekId }) => this.keks.find(kekId)));
    return rows.filter((_, index) => held[index] === undefined).map((row) => this.toMissing(row));
  }

  private async toKey({ id, kekId, wrappedKey }: DataKeyEntity): Promise<Key | undefined> {
    const known = this.ring.find(id);
    if (known !== undefined) return known;
    const kek = await this.keks.find(kekId);
    return kek === undefined ? undefined : unwrapKey(id, wrappedKey ?? '', kek);
  }

  private toMissing({ id: keyId, kekId, standing }: DataKeyEntity): MissingKey {
    return { keyId, kekId, isNext: standing === 'next', isOpened: this.ring.find(keyId) !== undefined };
  }
}

function findLiving(manager: EntityManager): Promise<DataKeyEntity[]> {
  return manager.findBy(DataKeyEntity, { destroyedAt: IsNull() });
}

function describe({ keyId, kekId }: MissingKey): string {
  return (
    `The database's data key ${keyId} is wrapped with key ${kekId}, which this broker does not hold: ` +
    'give it the same key file as the other brokers (keyFile, BROKER_KEYFILE), or the same keys (encryption.keys, BROKER_KEYS).'
  );
}
