import type { LimitRefusal } from '../instances/service-instance.types.js';
import type { ReachedLimit } from './instance-limits.types.js';

/** Thrown to undo a transaction that has already made room for another try; never leaves the store. */
export class LimitReached extends Error {
  constructor(readonly limit: ReachedLimit) {
    super();
  }
}

/** What undid the transaction, as its outcome; anything else is thrown on. */
export function refuseLimit(error: unknown): LimitRefusal {
  if (error instanceof LimitReached) return { outcome: 'limit reached', limit: error.limit };
  throw error;
}
