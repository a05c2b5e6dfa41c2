import type { Database } from '../database/database.js';
import { DataKeyEntity } from '../entities/data-key.entity.js';
import { sealCanary } from './check-canaries.js';
import { insertDataKey, newDataKey } from './ensure-first-key.js';
import { usedKekIds } from './used-kek-ids.js';
import type { KeyEncryptionKeys } from './key-encryption-keys.js';
import { KeyRing } from './key-ring.js';
import type { KeyRotation } from './key-rotation.port.js';
import { SecretBox } from './secret-box.js';

/** The standing `next` is UNIQUE: who comes second finds it there when the transaction is run again. */
export async function beginRotation(database: Database, keks: KeyEncryptionKeys): ReturnType<KeyRotation['begin']> {
  const key = newDataKey();
  const kek = await keks.primary(await database.read(usedKekIds));
  return database.transaction('begin rotation', async (manager) => {
    const next = await manager.findOneBy(DataKeyEntity, { standing: 'next' });
    if (next !== null) return { outcome: next.id === key.keyId ? 'begun' : 'under way', keyId: next.id };
    await insertDataKey(manager, { key, kek, standing: 'next' }, database.dialect.nowMs);
    await sealCanary(manager, key.keyId, new SecretBox(new KeyRing(key)));
    return { outcome: 'begun', keyId: key.keyId };
  });
}
