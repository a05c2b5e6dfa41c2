import type { Operation } from '#persistence';
import { AsyncRequiredError, BrokerFailedError, UnavailableError } from './osb.errors.js';
import type { Settled } from './settle-operation.js';

interface Deletion {
  readonly acceptsIncomplete: boolean;
  /** Whether the request has begun it. */
  readonly isFirst: boolean;
  /** What it means that it has not ended yet. */
  readonly stillThere: string;
}

export type DeletionOutcome =
  { readonly outcome: 'deleted' } | { readonly outcome: 'accepted'; readonly operation: Operation };

/**
 * Deletions go on by themselves, so a platform that cannot poll is told to come again, with 503 by the request that began
 * it, with 422 by each later one, which began nothing (DEP-06, UNB-07).
 */
export function toDeletionOutcome(
  settled: Settled,
  { acceptsIncomplete, isFirst, stillThere }: Deletion,
): DeletionOutcome {
  if (settled.outcome === 'succeeded') return { outcome: 'deleted' };
  if (settled.outcome === 'failed') throw new BrokerFailedError(settled.description);
  if (acceptsIncomplete) return { outcome: 'accepted', operation: settled.operation };
  if (isFirst) throw new UnavailableError(`${stillThere}; the broker goes on with it.`);
  throw new AsyncRequiredError(`${stillThere}; ask again with accepts_incomplete=true.`);
}
