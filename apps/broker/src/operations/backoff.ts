const FIRST_MS = 1_000;
const LONGEST_MS = 300_000;

/** Full jitter: somewhere between 0 and twice as long as the time before, five minutes at most; never under 100 ms. */
export function backoffMs(attempts: number, random: () => number = Math.random): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts, 20));
  return Math.max(100, Math.round(random() * ceiling));
}
