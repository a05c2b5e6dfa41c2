import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { BoundedKeys } from './bounded-keys.types.js';

const MINUTE_SECONDS = 60;
/** More hosts than one broker is meant for; what comes beyond them shares a count. */
const MOST_KEYS = 100_000;

/** How often each key may come within a minute, in the memory of this broker alone: several let in several times as much (T4). */
export class MinuteLimit {
  private readonly keys = new BoundedKeys(MOST_KEYS, MINUTE_SECONDS * 1_000);
  private readonly limiter: RateLimiterMemory | undefined;

  /** @param perMinute 0: no limit */
  constructor(readonly perMinute: number) {
    if (perMinute > 0) this.limiter = new RateLimiterMemory({ points: perMinute, duration: MINUTE_SECONDS });
  }

  /** Counts one. `undefined`: come in; else the seconds until the key may come again. At once where there is no limit. */
  take(key: string): Promise<number | undefined> | undefined {
    return this.limiter?.consume(this.keys.of(key)).then(() => undefined, secondsUntil);
  }
}

function secondsUntil(refused: unknown): number {
  if (refused instanceof RateLimiterRes) return Math.ceil(refused.msBeforeNext / 1_000);
  throw refused;
}
