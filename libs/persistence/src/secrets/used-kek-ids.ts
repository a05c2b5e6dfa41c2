import { type EntityManager, IsNull } from 'typeorm';
import { DataKeyEntity } from '../entities/data-key.entity.js';

/** Names of the key-encryption keys that data keys are wrapped with, newest data key first. */
export async function usedKekIds(manager: EntityManager): Promise<readonly string[]> {
  const rows = await manager.find(DataKeyEntity, { where: { destroyedAt: IsNull() }, order: { createdAt: 'DESC' } });
  return rows.map(({ kekId }) => kekId);
}
