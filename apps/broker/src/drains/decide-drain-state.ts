import type { DrainCounts, DrainState } from './drain.types.js';

export interface SeenDrain extends DrainCounts {
  readonly state: DrainState;
}

/** A few lines are always on their way; what waits in two looks one after the other does not go. */
export function decideDrainState(before: SeenDrain | undefined, now: DrainCounts | undefined): SeenDrain {
  if (now === undefined) return { waitingLines: 0, lostLines: 0, state: 'unknown' };
  const isLosing = now.lostLines > (before?.lostLines ?? 0) && now.waitingLines > 0;
  if (isLosing) return { ...now, state: 'losing' };
  const isStuck = now.waitingLines > 0 && (before?.waitingLines ?? 0) > 0;
  return { ...now, state: isStuck ? 'waiting' : 'sending' };
}
