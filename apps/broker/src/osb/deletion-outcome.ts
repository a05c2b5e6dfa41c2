import type { Operation } from '#persistence';
import { BrokerFailedError, UnavailableError } from './osb.errors.js';
import type { Settled } from './settle-operation.js';

export type DeletionOutcome =
  { readonly outcome: 'deleted' } | { readonly outcome: 'accepted'; readonly operation: Operation };

/** Deletions go on by themselves, so a platform that cannot poll is told to come again; `stillThere` says what that means. */
export function toDeletionOutcome(settled: Settled, acceptsIncomplete: boolean, stillThere: string): DeletionOutcome {
  if (settled.outcome === 'succeeded') return { outcome: 'deleted' };
  if (settled.outcome === 'failed') throw new BrokerFailedError(settled.description);
  if (acceptsIncomplete) return { outcome: 'accepted', operation: settled.operation };
  throw new UnavailableError(`${stillThere}; the broker goes on with it.`);
}
