import { setTimeout as sleep } from 'node:timers/promises';

const EVERY_MS = 100;

/** Looks again and again until there is something to see, and says in vain of what. A look that throws is repeated. */
export async function pollUntil<T>(
  what: string,
  look: () => Promise<T | undefined | false> | T | undefined | false,
  timeoutMs = 90_000,
): Promise<T> {
  const giveUpAt = performance.now() + timeoutMs;
  for (;;) {
    let failure: unknown;
    try {
      const seen = await look();
      if (seen !== undefined && seen !== false) return seen;
    } catch (error) {
      failure = error;
    }
    if (performance.now() > giveUpAt) throw new Error(`Waited in vain for ${what}.`, { cause: failure });
    await sleep(EVERY_MS);
  }
}
