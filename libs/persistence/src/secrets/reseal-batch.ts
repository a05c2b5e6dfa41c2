import type { Database } from '../database/database.js';
import { SecretUnreadableError, UnknownKeyError } from '../persistence.errors.js';
import type { KeyLease, ResealCursor, ResealStep } from './key.types.js';
import { renewLease } from './key-lease.js';
import type { SecretBox } from './secret-box.js';
import { SEALED_COLUMNS } from './sealed-columns.js';
import { SealedTable, type SealedValue } from './sealed-table.js';

/** A transaction of so many rows holds their locks, and on SQLite the file, for some tens of milliseconds. */
const BATCH = 100;

interface Renewal {
  readonly value: SealedValue;
  readonly newSealed: string;
}

/** The next batch of values that were sealed with the lease's key, read first and written in one transaction. */
export async function resealBatch(
  database: Database,
  box: SecretBox,
  lease: KeyLease,
  { column, after }: ResealCursor,
): Promise<ResealStep> {
  const sealed = SEALED_COLUMNS[column];
  if (sealed === undefined) return { resealed: 0, unreadable: [], cursor: undefined };
  const { values, table } = await database.read(async (manager) => {
    const table = new SealedTable(manager, sealed);
    return { values: await table.find(lease.keyId, after, BATCH), table };
  });
  const { renewals, unreadable } = renew(table, values, box);
  const resealed = await database.transaction('reseal', async (manager) => {
    await renewLease(manager, lease, database.dialect.nowMs);
    return write(new SealedTable(manager, sealed), renewals);
  });
  return { resealed, unreadable, cursor: advance(column, values) };
}

function renew(
  table: SealedTable,
  values: readonly SealedValue[],
  box: SecretBox,
): { readonly renewals: readonly Renewal[]; readonly unreadable: readonly string[] } {
  const renewals: Renewal[] = [];
  const unreadable: string[] = [];
  for (const value of values) {
    const newSealed = sealAnew(value.sealed, table, value.rowKey, box);
    if (newSealed === undefined) unreadable.push(`${table.name} of ${value.rowKey.join('/')}`);
    else renewals.push({ value, newSealed });
  }
  return { renewals, unreadable };
}

function sealAnew(sealed: string, table: SealedTable, rowKey: readonly string[], box: SecretBox): string | undefined {
  const place = table.placeOf(rowKey);
  try {
    return box.seal(box.open(sealed, place), place);
  } catch (error) {
    if (error instanceof SecretUnreadableError && !(error instanceof UnknownKeyError)) return undefined;
    throw error;
  }
}

async function write(table: SealedTable, renewals: readonly Renewal[]): Promise<number> {
  let count = 0;
  for (const { value, newSealed } of renewals) if (await table.replace(value, newSealed)) count += 1;
  return count;
}

function advance(column: number, values: readonly SealedValue[]): ResealCursor | undefined {
  const last = values.length === BATCH ? values.at(-1) : undefined;
  if (last !== undefined) return { column, after: last.rowKey };
  return column + 1 < SEALED_COLUMNS.length ? { column: column + 1, after: [] } : undefined;
}
