import { RateLimiterMemory } from 'rate-limiter-flexible';
import { BoundedKeys } from '../limits/bounded-keys.types.js';
import { networkOf } from '../osb/address-of.js';

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3_600;
const MOST_KEYS = 10_000;
/** A quarter of an hour: whoever has mended a password waits no longer. */
const LONGEST_SECONDS = 900;
const ENDLESS = 1_000_000_000;

/** A minute, then twice as long each time. */
export function secondsOfStrike(strike: number): number {
  return Math.min(LONGEST_SECONDS, MINUTE_SECONDS * 2 ** (strike - 1));
}

/**
 * Wrong logins by network (T4). No account is ever locked: it is the address that waits. Its delay grows as long as it
 * comes back within the hour.
 */
export class FailedLogins {
  private readonly keys = new BoundedKeys(MOST_KEYS, HOUR_SECONDS * 1_000);
  private readonly failures: RateLimiterMemory;
  private readonly strikes = new RateLimiterMemory({ points: ENDLESS, duration: HOUR_SECONDS });

  /** @param perMinute 0: no limit */
  constructor(private readonly perMinute: number) {
    this.failures = new RateLimiterMemory({ points: perMinute, duration: MINUTE_SECONDS });
  }

  /** Seconds until logins from there are looked at again; `undefined`: now. */
  async waitOf(address: string): Promise<number | undefined> {
    if (this.perMinute === 0) return undefined;
    const counted = await this.failures.get(this.keyOf(address));
    if (counted === null || counted.consumedPoints < this.perMinute) return undefined;
    return Math.max(1, Math.ceil(counted.msBeforeNext / 1_000));
  }

  async count(address: string): Promise<void> {
    if (this.perMinute === 0) return;
    const key = this.keyOf(address);
    const { consumedPoints } = await this.failures.penalty(key);
    // Those that were looked at side by side go past it, and are one offence.
    if (consumedPoints !== this.perMinute) return;
    const { consumedPoints: strike } = await this.strikes.penalty(key);
    await this.failures.block(key, secondsOfStrike(strike));
  }

  private keyOf(address: string): string {
    return this.keys.of(networkOf(address));
  }
}
