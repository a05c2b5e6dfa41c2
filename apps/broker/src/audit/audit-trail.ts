import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { AuditNote } from './audit-note.js';
import { AuditQueue } from './audit-queue.js';
import type { AuditDecision } from './decide-audit.js';
import { RefusalFold } from './refusal-fold.js';

const FOLD_MS = 60_000;

/**
 * Who did what, and who was refused (T22): a line in the log at once, which outlives a process that is killed, and soon after an
 * entry in the database, which outlives the log.
 */
@Injectable()
export class AuditTrail implements OnApplicationShutdown {
  private readonly logger = new Logger('Audit');
  private readonly fold = new RefusalFold((note, count) => {
    this.enter(note, count);
  });

  constructor(private readonly queue: AuditQueue) {}

  /** Waits for nothing: requests do not get slower by it. */
  note(note: AuditNote, decision: Exclude<AuditDecision, 'leave out'>): void {
    if (decision === 'write') this.enter(note, 1);
    else if (this.fold.add(note)) this.closeLater();
  }

  /** Settles when all that was noted is stored, or could not be for now. */
  flush(): Promise<void> {
    return this.queue.flush();
  }

  /** The requests have been answered by now, and the database is still open. */
  async onApplicationShutdown(): Promise<void> {
    this.fold.close();
    await this.queue.flush();
  }

  private enter(note: AuditNote, count: number): void {
    const { originator, subject, ...fields } = this.queue.add(note, count);
    this.logger.log({ message: 'audit', ...subject, ...fields, platform: originator?.platform });
  }

  private closeLater(): void {
    setTimeout(() => {
      this.fold.close();
    }, FOLD_MS).unref();
  }
}
