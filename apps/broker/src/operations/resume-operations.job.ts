import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { DurableOperationRunner } from './durable-operation-runner.js';

const EVERY_MS = 1_000;

/** Takes up due operations at the start and every second. */
@Injectable()
export class ResumeOperationsJob implements OnApplicationBootstrap {
  private readonly logger = new Logger(ResumeOperationsJob.name);

  constructor(private readonly runner: DurableOperationRunner) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.resume();
  }

  @Interval(EVERY_MS)
  async resume(): Promise<void> {
    try {
      await this.runner.resume();
    } catch (error) {
      this.logger.warn({
        message: 'operations could not be looked up',
        error: error instanceof Error ? error.message : '',
      });
    }
  }
}
