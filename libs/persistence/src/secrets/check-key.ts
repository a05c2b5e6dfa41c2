import type { Database } from '../database/database.js';
import { KeyCanaryEntity } from '../entities/key-canary.entity.js';
import { PersistenceConfigurationError } from '../persistence.errors.js';
import type { SecretBox } from './secret-box.js';

const CANARY = 'docker-broker';

/** Refuses a key that is not the one the database's secrets were sealed with (failure-model row 10). */
export function checkKey(database: Database, box: SecretBox, keyId: string): Promise<void> {
  const place = { table: 'key_canary', column: 'canary', rowId: keyId };
  return database.transaction('check key', async (manager) => {
    const rows = await manager.find(KeyCanaryEntity);
    const own = rows.find((row) => row.keyId === keyId);
    if (own !== undefined) {
      box.open(own.canarySealed, place);
      return;
    }
    if (rows.length > 0)
      throw new PersistenceConfigurationError(
        `The database is sealed with key ${rows[0]?.keyId ?? ''}, this broker holds key ${keyId}: give it the same key file as the other brokers (keyFile, BROKER_KEYFILE).`,
      );
    await manager.insert(KeyCanaryEntity, { keyId, canarySealed: box.seal(CANARY, place) });
  });
}
