import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { describeError } from '#logging';
import { LearnKeys } from './learn-keys.js';

const EVERY_MS = 5_000;

/** The periodic look at the data keys. A broker that misses it learns a new key when it meets what it has sealed. */
@Injectable()
export class LearnKeysJob {
  private readonly logger = new Logger('Keys');

  constructor(private readonly learnKeys: LearnKeys) {}

  @Interval(EVERY_MS)
  async learn(): Promise<void> {
    try {
      await this.learnKeys.execute();
    } catch (error) {
      const reason = error instanceof Error ? describeError(error) : 'unknown error';
      this.logger.warn({ message: 'the data keys could not be looked up', reason });
    }
  }
}
