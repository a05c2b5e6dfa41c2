import { Injectable, Logger } from '@nestjs/common';
import { BrokerConfig } from '../config/broker-config.types.js';
import { MinuteLimit } from '../limits/minute-limit.types.js';
import { OnceAMinute } from '../limits/once-a-minute.types.js';
import { TooManyRequestsError } from '../osb/osb.errors.js';

/**
 * How often one Docker host is told of (T4). Which one it is stands in the body, of 8 KiB at most: with the pair that all
 * agents share nothing else tells them apart.
 */
@Injectable()
export class PingLimit {
  private readonly logger = new Logger('Hosts');
  private readonly limit: MinuteLimit;
  private readonly alarm = new OnceAMinute();

  constructor(config: BrokerConfig) {
    this.limit = new MinuteLimit(config.limits.pingsPerMinute);
  }

  /** Throws `TooManyRequestsError`. */
  async check(dockerHost: string): Promise<void> {
    const seconds = await this.limit.take(dockerHost);
    if (seconds === undefined) return;
    this.alarm.tell((count) => {
      this.logger.warn({ message: 'pings are turned away: too many of the same host', dockerHost, count });
    });
    const { perMinute } = this.limit;
    throw new TooManyRequestsError(
      `Too many pings of this Docker host: ${perMinute} a minute are taken. Try again in ${seconds} s.`,
      seconds,
    );
  }
}
