import { type EntityManager, IsNull } from 'typeorm';
import type { Database } from '../database/database.js';
import { ReadAgain } from '../database/read-again.js';
import { DataKeyEntity } from '../entities/data-key.entity.js';
import { PersistenceConfigurationError } from '../persistence.errors.js';
import type { KeyEncryptionKeys } from './key-encryption-keys.js';
import type { Key } from './key.types.js';
import { usedKekIds } from './used-kek-ids.js';
import { unwrapKey, wrapKey } from './wrap-key.js';

/** See `KeyRotation.rewrap`. All rows or none, each only from what was read; keys that take long are derived before. */
export async function rewrapKeys(database: Database, keks: KeyEncryptionKeys): Promise<number> {
  const used = await database.read(usedKekIds);
  const kek = await keks.primary(used);
  const held = await Promise.all(used.map((kekId) => keks.find(kekId)));
  return database.transaction('rewrap data keys', async (manager) => {
    const rows = await manager.findBy(DataKeyEntity, { destroyedAt: IsNull() });
    const others = rows.filter(({ kekId }) => kekId !== kek.keyId);
    for (const row of others) await rewrap(manager, row, { kek, old: held.find((key) => key?.keyId === row.kekId) });
    return others.length;
  });
}

async function rewrap(
  manager: EntityManager,
  row: DataKeyEntity,
  { kek, old }: { readonly kek: Key; readonly old: Key | undefined },
): Promise<void> {
  const { id, kekId } = row;
  const before = row.wrappedKey ?? '';
  if (old === undefined) throw new PersistenceConfigurationError(describe(row));
  const change = { kekId: kek.keyId, wrappedKey: wrapKey(unwrapKey(id, before, old), kek) };
  const { affected } = await manager.update(DataKeyEntity, { id, kekId, wrappedKey: before }, change);
  if (affected !== 1) throw new ReadAgain();
}

function describe({ id, kekId }: DataKeyEntity): string {
  return `The data key ${id} is wrapped with key ${kekId}, which is not among the keys here: name the old key too, after the new one.`;
}
