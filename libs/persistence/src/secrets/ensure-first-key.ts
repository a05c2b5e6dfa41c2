import { randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Database } from '../database/database.js';
import { DataKeyEntity } from '../entities/data-key.entity.js';
import { KeyCanaryEntity } from '../entities/key-canary.entity.js';
import { PersistenceConfigurationError } from '../persistence.errors.js';
import { openCanary, sealCanary } from './check-canaries.js';
import type { KeyEncryptionKeys } from './key-encryption-keys.js';
import { KeyRing } from './key-ring.js';
import type { Key } from './key.types.js';
import { SecretBox } from './secret-box.js';
import { wrapKey } from './wrap-key.js';

/** A name that says nothing of the key. */
export function newDataKey(): Key {
  return { keyId: randomBytes(4).toString('hex'), bytes: randomBytes(32) };
}

/**
 * Puts the first data key into a database that has none. Where an older broker has sealed with the key of the file
 * itself, that key is the first one, so that all it has sealed stays readable. Several brokers may do so at once: the
 * one primary key is UNIQUE, so the others find it there.
 */
export async function ensureFirstKey(database: Database, keks: KeyEncryptionKeys): Promise<void> {
  // In this order: a canary is an older broker's only where no data key came with it, a moment ago either.
  const [canary] = await database.read((manager) => manager.find(KeyCanaryEntity));
  if (await database.read((manager) => manager.existsBy(DataKeyEntity, {}))) return;
  const key = canary === undefined ? newDataKey() : await findOlderKey(canary, keks);
  const kek = await keks.primary([]);
  await database.transaction('first data key', async (manager) => {
    if (await manager.existsBy(DataKeyEntity, {})) return;
    await insertDataKey(manager, { key, kek, standing: 'primary' }, database.dialect.nowMs);
    if (canary === undefined) await sealCanary(manager, key.keyId, new SecretBox(new KeyRing(key)));
  });
}

/** `nowMs` is SQL. */
export async function insertDataKey(
  manager: EntityManager,
  { key, kek, standing }: { readonly key: Key; readonly kek: Key; readonly standing: 'primary' | 'next' },
  nowMs: string,
): Promise<void> {
  const row = { id: key.keyId, standing, kekId: kek.keyId, wrappedKey: wrapKey(key, kek) };
  const values = { ...row, createdAt: () => nowMs, dueAt: () => nowMs };
  await manager.createQueryBuilder().insert().into(DataKeyEntity).values(values).updateEntity(false).execute();
}

async function findOlderKey(canary: KeyCanaryEntity, keks: KeyEncryptionKeys): Promise<Key> {
  const { keyId } = canary;
  const key = await keks.find(keyId);
  if (key === undefined)
    throw new PersistenceConfigurationError(
      `The database is sealed with key ${keyId}, which this broker does not hold: give it the same key file as before (keyFile, BROKER_KEYFILE).`,
    );
  openCanary(canary, new SecretBox(new KeyRing(key)));
  return key;
}
