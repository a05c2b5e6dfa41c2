import { type EntityManager, IsNull } from 'typeorm';
import type { Database } from '../database/database.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { openRequest } from '../instances/instance-rows.js';
import { SecretUnreadableError } from '../persistence.errors.js';
import type { SecretBox } from '../secrets/secret-box.js';
import { type OwnerKeys, toOwnerKeys } from './to-owner-keys.js';

type Unfilled = Pick<ServiceInstanceEntity, 'id' | 'requestSealed'>;

const PAGE = 200;
const NOBODY = toOwnerKeys({ organizationGuid: '', spaceGuid: '' });

/** Instances that an older broker has made do not tell whose they are but in what is sealed, which no migration can open. */
export async function fillOwnerKeys(database: Database, box: SecretBox): Promise<void> {
  for (;;) {
    const rows = await database.read(findUnfilled);
    if (rows.length === 0) return;
    await database.transaction('fill owner keys', (manager) => fill(manager, rows, box));
  }
}

function findUnfilled(manager: EntityManager): Promise<readonly Unfilled[]> {
  return manager.find(ServiceInstanceEntity, {
    select: { id: true, requestSealed: true },
    where: { organizationKey: IsNull() },
    take: PAGE,
  });
}

async function fill(manager: EntityManager, rows: readonly Unfilled[], box: SecretBox): Promise<void> {
  for (const row of rows) await manager.update(ServiceInstanceEntity, { id: row.id }, readOwner(row, box));
}

/** One row that does not open is no reason not to start: it counts for its plan alone. */
function readOwner(row: Unfilled, box: SecretBox): OwnerKeys {
  try {
    return toOwnerKeys(openRequest(row, box));
  } catch (error) {
    if (error instanceof SecretUnreadableError) return NOBODY;
    throw error;
  }
}
