import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { OperationStore } from '#persistence';
import { BrokerConfig } from '../config/broker-config.types.js';

const EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Ended operations are tombstones that platforms still ask for; after the retention they go. */
@Injectable()
export class ForgetOperationsJob {
  private readonly logger = new Logger(ForgetOperationsJob.name);

  constructor(
    private readonly store: OperationStore,
    private readonly config: BrokerConfig,
  ) {}

  @Interval(EVERY_MS)
  async forget(): Promise<void> {
    try {
      const count = await this.store.forgetEnded(this.config.operations.retentionDays * DAY_MS);
      if (count > 0) this.logger.log({ message: 'ended operations forgotten', count });
    } catch (error) {
      this.logger.warn({
        message: 'ended operations could not be forgotten',
        error: error instanceof Error ? error.message : '',
      });
    }
  }
}
