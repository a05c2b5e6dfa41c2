import type { PassEnd, PassFindings, PassLimits } from './key.types.js';

interface Pass extends PassFindings {
  /** How long ago a pass found none for the first time; `undefined` when none has. */
  readonly cleanForMs: number | undefined;
}

/**
 * A key goes only after two passes that found nothing, with the time in between that a broker may have stood still with
 * the old key in its memory. What was found is looked for once more at once: others may have written behind the pass.
 */
export function decideAfterPass(
  { resealed, unreadable, cleanForMs }: Pass,
  { keepMs, pauseMs }: PassLimits,
): { readonly end: PassEnd; readonly dueInMs: number } {
  if (resealed > 0) return { end: 'again', dueInMs: 0 };
  if (unreadable > 0) return { end: 'kept', dueInMs: pauseMs };
  if (cleanForMs === undefined) return { end: 'clean', dueInMs: keepMs };
  return cleanForMs < keepMs ? { end: 'clean', dueInMs: keepMs - cleanForMs } : { end: 'destroyed', dueInMs: 0 };
}
