import { setTimeout as sleep } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { describeError } from '#logging';
import { FencedError } from '#persistence';
import { ResealValues } from './reseal-values.js';

const EVERY_MS = 5_000;
const STOP_WITHIN_MS = 5_000;

/** Looks for a key whose values are to be sealed anew, and works until none is due. */
@Injectable()
export class ResealValuesJob implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Keys');
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(private readonly resealValues: ResealValues) {}

  @Interval(EVERY_MS)
  reseal(): void {
    if (this.stopping.signal.aborted) return;
    this.running ??= this.work().finally(() => {
      this.running = undefined;
    });
  }

  /** A pass ends after its batch and another broker goes on at once, or when the lease is over where it did not end in time. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.race([this.running, sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
  }

  private async work(): Promise<void> {
    try {
      while (await this.resealValues.execute(this.stopping.signal)) if (this.stopping.signal.aborted) return;
    } catch (error) {
      if (error instanceof FencedError) return;
      const reason = error instanceof Error ? describeError(error) : 'unknown error';
      this.logger.warn({ message: 'secrets could not be sealed anew', reason });
    }
  }
}
