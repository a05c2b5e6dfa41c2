import type { EntityManager } from 'typeorm';
import { KeyCanaryEntity } from '../entities/key-canary.entity.js';
import type { SecretBox, SecretPlace } from './secret-box.js';

const CANARY = 'docker-broker';

/** A text that everybody knows, sealed with the primary key: it tells whether a broker holds the right bytes. */
export async function sealCanary(manager: EntityManager, keyId: string, box: SecretBox): Promise<void> {
  await manager.insert(KeyCanaryEntity, { keyId, canarySealed: box.seal(CANARY, placeOf(keyId)) });
}

/**
 * Opens the canary of every data key (failure-model row 10). Throws `UnknownKeyError` when a key is not in the ring, and
 * `SecretUnreadableError` when it has other bytes.
 */
export async function checkCanaries(manager: EntityManager, box: SecretBox): Promise<void> {
  for (const canary of await manager.find(KeyCanaryEntity)) openCanary(canary, box);
}

export function openCanary({ keyId, canarySealed }: KeyCanaryEntity, box: SecretBox): void {
  box.open(canarySealed, placeOf(keyId));
}

function placeOf(keyId: string): SecretPlace {
  return { table: 'key_canary', column: 'canary', rowId: keyId };
}
