import type { Tombstone } from '#persistence';

export type Verdict = 'will be removed' | 'waits for a second sighting' | 'no tombstone' | 'operation in progress';

export interface OrphanFacts {
  /** Of the operation that made it. */
  readonly tombstone: Tombstone;
  /** An operation lives on an instance of its id. */
  readonly isInstanceBusy: boolean;
  /** Between its first sighting and the newest one. */
  readonly seenForMs: number;
}

/**
 * What becomes of a container or volume with our label that belongs to no instance. Only an operation that we know, and
 * that has ended, proves that nobody needs what it made; after a restored backup there is none (failure-model row 74).
 */
export function decideVerdict({ tombstone, isInstanceBusy, seenForMs }: OrphanFacts, sightingMs: number): Verdict {
  if (isInstanceBusy || tombstone === 'living') return 'operation in progress';
  if (tombstone === 'unknown') return 'no tombstone';
  return seenForMs >= sightingMs ? 'will be removed' : 'waits for a second sighting';
}
