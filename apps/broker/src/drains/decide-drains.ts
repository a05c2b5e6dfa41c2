import type { Drain, NotedDrain } from './drain.types.js';

/** So long the last lines of a container are still sent. */
export const FAREWELL_MS = 60_000;

/**
 * What a shipper should do, from what is wanted of it and what it does. A container that is gone, or that is not drained
 * any more, is kept for a while: its last lines are on their way. One that has another drain now has it at once.
 */
export function decideDrains(
  noted: readonly NotedDrain[],
  wanted: readonly Drain[],
  nowMs: number,
): readonly NotedDrain[] {
  const ids = new Set(wanted.map(({ containerId }) => containerId));
  const leaving = noted
    .filter(({ containerId }) => !ids.has(containerId))
    .map((drain) => ({ ...drain, leavingSince: drain.leavingSince ?? nowMs }))
    .filter(({ leavingSince }) => Math.abs(nowMs - leavingSince) < FAREWELL_MS);
  return [...wanted, ...leaving].sort((a, b) => (a.containerId < b.containerId ? -1 : 1));
}
