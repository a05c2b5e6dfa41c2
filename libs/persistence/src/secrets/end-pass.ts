import type { EntityManager } from 'typeorm';
import type { Database } from '../database/database.js';
import { DataKeyEntity } from '../entities/data-key.entity.js';
import { KeyCanaryEntity } from '../entities/key-canary.entity.js';
import { decideAfterPass } from './decide-after-pass.js';
import { changeLeased } from './key-lease.js';
import type { KeyLease, PassEnd, PassFindings, PassLimits } from './key.types.js';

/** See `KeyRotation.endPass`. The clock is the database's. */
export function endPass(
  database: Database,
  lease: KeyLease,
  found: PassFindings,
  limits: PassLimits,
): Promise<PassEnd> {
  const { nowMs } = database.dialect;
  return database.transaction('end pass', async (manager) => {
    const cleanForMs = await readCleanForMs(manager, lease.keyId, nowMs);
    const { end, dueInMs } = decideAfterPass({ ...found, cleanForMs }, limits);
    const dueAt = (): string => `${nowMs} + ${Math.trunc(dueInMs)}`;
    if (end === 'destroyed') await destroy(manager, lease, nowMs);
    else if (end === 'clean')
      await changeLeased(manager, lease, { dueAt, cleanAt: () => `COALESCE(clean_at, ${nowMs})` });
    else await changeLeased(manager, lease, { dueAt, cleanAt: null });
    return end;
  });
}

async function readCleanForMs(manager: EntityManager, keyId: string, nowMs: string): Promise<number | undefined> {
  const row = await manager
    .createQueryBuilder(DataKeyEntity, 'k')
    .select(`${nowMs} - k.clean_at`, 'clean')
    .where('k.id = :keyId', { keyId })
    .getRawOne<{ clean: string | number | null }>();
  return row?.clean === null || row === undefined ? undefined : Number(row.clean);
}

/** The row stays and says when: the key itself is gone for good. */
async function destroy(manager: EntityManager, lease: KeyLease, nowMs: string): Promise<void> {
  await changeLeased(manager, lease, { wrappedKey: null, destroyedAt: () => nowMs, owner: null });
  await manager.delete(KeyCanaryEntity, { keyId: lease.keyId });
}
