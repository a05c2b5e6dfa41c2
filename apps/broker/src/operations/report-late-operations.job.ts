import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { OperationStore } from '#persistence';

const EVERY_MS = 600_000;
const LATE_AFTER_MS = 3_600_000;

/** Deletions never give up, so somebody must be told of those that cannot end: a login may still work (row 50). */
@Injectable()
export class ReportLateOperationsJob {
  private readonly logger = new Logger('Operation');

  constructor(private readonly store: OperationStore) {}

  @Interval(EVERY_MS)
  async report(): Promise<void> {
    try {
      for (const { operationId, instanceId, bindingId, hostId, kind, step, attempts } of await this.find())
        this.logger.error({
          message: 'operation waits for more than an hour',
          ...{ operationId, instanceId, bindingId, hostId, kind, step, attempts },
        });
    } catch (error) {
      this.logger.warn({
        message: 'late operations could not be looked up',
        error: error instanceof Error ? error.message : '',
      });
    }
  }

  private find(): ReturnType<OperationStore['findLate']> {
    return this.store.findLate(LATE_AFTER_MS);
  }
}
