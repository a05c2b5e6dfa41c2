const AFTER_SUCCESS_MS = 300_000;
const FIRST_MS = 30_000;
const LONGEST_MS = 3_600_000;

/** When a host is looked at again; after failures twice as long each time, an hour at most. */
export function pauseAfterMs(failures: number): number {
  return failures === 0 ? AFTER_SUCCESS_MS : Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20));
}
