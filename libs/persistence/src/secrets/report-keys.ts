import type { EntityManager } from 'typeorm';
import { DataKeyEntity } from '../entities/data-key.entity.js';
import type { DataKeyReport } from './key.types.js';
import { SEALED_COLUMNS } from './sealed-columns.js';
import { SealedTable } from './sealed-table.js';

/** See `KeyRotation.report`. */
export async function reportKeys(manager: EntityManager): Promise<readonly DataKeyReport[]> {
  const rows = await manager.find(DataKeyEntity, { order: { createdAt: 'ASC', id: 'ASC' } });
  const reports: DataKeyReport[] = [];
  for (const row of rows) reports.push({ ...toReport(row), counts: await count(manager, row.id) });
  return reports;
}

async function count(manager: EntityManager, keyId: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const column of SEALED_COLUMNS) {
    const table = new SealedTable(manager, column);
    const found = await table.count(keyId);
    if (found > 0) counts[table.name] = found;
  }
  return counts;
}

function toReport(row: DataKeyEntity): Omit<DataKeyReport, 'counts'> {
  const { id: keyId, kekId, createdAt } = row;
  return { keyId, kekId, state: stateOf(row), createdAt, cleanSince: row.cleanAt ?? undefined };
}

function stateOf({ standing, destroyedAt }: DataKeyEntity): DataKeyReport['state'] {
  if (destroyedAt !== null) return 'destroyed';
  if (standing === null) return 'retired';
  return standing === 'primary' ? 'primary' : 'next';
}
