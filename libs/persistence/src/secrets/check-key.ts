import type { EntityManager } from 'typeorm';
import type { Database } from '../database/database.js';
import { KeyCanaryEntity } from '../entities/key-canary.entity.js';
import { PersistenceConfigurationError } from '../persistence.errors.js';
import type { SecretBox, SecretPlace } from './secret-box.js';

const CANARY = 'docker-broker';

/**
 * Refuses a key that is not the one the database's secrets were sealed with (failure-model row 10). The first broker of
 * a database seals the canary.
 */
export function checkKey(database: Database, box: SecretBox, keyId: string): Promise<void> {
  return database.transaction('check key', async (manager) => {
    if (await manager.existsBy(KeyCanaryEntity, {})) await openCanary(manager, box, keyId);
    else await manager.insert(KeyCanaryEntity, { keyId, canarySealed: box.seal(CANARY, placeOf(keyId)) });
  });
}

/** Throws `PersistenceConfigurationError` when the canary was sealed under another name, `SecretUnreadableError` when with other bytes. */
export async function openCanary(manager: EntityManager, box: SecretBox, keyId: string): Promise<void> {
  const rows = await manager.find(KeyCanaryEntity);
  const own = rows.find((row) => row.keyId === keyId);
  if (own === undefined)
    throw new PersistenceConfigurationError(
      `The database is sealed with key ${rows[0]?.keyId ?? ''}, this broker holds key ${keyId}: give it the same key file as the other brokers (keyFile, BROKER_KEYFILE).`,
    );
  box.open(own.canarySealed, placeOf(keyId));
}

function placeOf(keyId: string): SecretPlace {
  return { table: 'key_canary', column: 'canary', rowId: keyId };
}
