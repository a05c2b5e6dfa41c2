import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { AuditStore } from '#persistence';
import { BrokerConfig } from '../config/broker-config.types.js';

const EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** So many are removed in one commit, which nobody else waits for long. */
const PORTION = 500;
const MOST_PORTIONS = 1_000;

/** Entries are kept for `audit.keepDays`; nothing else removes any. */
@Injectable()
export class ForgetAuditJob {
  private readonly logger = new Logger('Audit');

  constructor(
    private readonly store: AuditStore,
    private readonly config: BrokerConfig,
  ) {}

  @Interval(EVERY_MS)
  async forget(): Promise<void> {
    try {
      const count = await this.forgetAll();
      if (count > 0) this.logger.log({ message: 'old audit entries removed', count });
    } catch (error) {
      this.logger.warn({ message: 'old audit entries could not be removed', error });
    }
  }

  private async forgetAll(): Promise<number> {
    let count = 0;
    for (let portion = 0; portion < MOST_PORTIONS; portion++) {
      const removed = await this.store.forget(this.config.audit.keepDays * DAY_MS, PORTION);
      count += removed;
      if (removed < PORTION) break;
    }
    return count;
  }
}
