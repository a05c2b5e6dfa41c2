import type { DataKeyReport } from '#persistence';

/** A line for each data key and, below it, for each column with values that are sealed with it. */
export function describeKeys(keys: readonly DataKeyReport[]): string[] {
  return keys.flatMap((key) => [
    `${key.keyId}  ${describeState(key)}  made ${toDate(key.createdAt)}  wrapped with ${key.kekId}  ${describeCount(key)}`,
    ...Object.entries(key.counts).map(([column, count]) => `  ${column}: ${count}`),
  ]);
}

function describeState({ state, cleanSince }: DataKeyReport): string {
  return state === 'retired' && cleanSince !== undefined ? `retired, unused since ${toDate(cleanSince)}` : state;
}

function describeCount({ counts }: DataKeyReport): string {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return total === 1 ? '1 value' : `${total} values`;
}

function toDate(ms: number): string {
  return new Date(ms).toISOString();
}
