import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { Injectable, Logger } from '@nestjs/common';
import { type AuditRecord, AuditStore, DatabaseUnavailableError } from '#persistence';
import type { AuditNote } from './audit-note.js';

const MOST_WAITING = 10_000;
const BATCH = 200;
/** So many a second at most are commits. */
const GATHER_MS = 250;
const RETRY_MS = 2_000;
const LONGEST_NAME = 255;

interface Waiting {
  readonly record: AuditRecord;
  readonly notedAt: number;
}

/**
 * Stores entries in batches, off the path of requests. While the database is away they wait; when too many do, the newest
 * are lost to it, which the gap in the numbers shows, and stay in the log alone.
 */
@Injectable()
export class AuditQueue {
  private readonly logger = new Logger('Audit');
  private readonly broker = hostname().slice(0, LONGEST_NAME);
  private readonly series = randomBytes(6).toString('hex');
  private readonly waiting: Waiting[] = [];
  private numbered = 0;
  private lost = 0;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> | undefined;

  constructor(private readonly store: AuditStore) {}

  /** Numbers it, and lets it be stored soon. */
  add(note: AuditNote, count: number): AuditRecord {
    const record = { ...note, count, broker: this.broker, entryId: this.nextId() };
    if (this.waiting.length < MOST_WAITING) this.waiting.push({ record, notedAt: performance.now() });
    else this.lost += 1;
    this.writeIn(GATHER_MS);
    return record;
  }

  /** Settles when all that was added before is stored, or could not be for now; never rejects. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.writing ??= this.writeAll().finally(() => {
      this.writing = undefined;
    });
    return this.writing;
  }

  private nextId(): string {
    this.numbered += 1;
    return `${this.series}-${String(this.numbered).padStart(10, '0')}`;
  }

  private writeIn(ms: number): void {
    this.timer ??= setTimeout(() => void this.flush(), ms).unref();
  }

  private async writeAll(): Promise<void> {
    while (this.waiting.length > 0)
      if (!(await this.writeSome(Math.min(BATCH, this.waiting.length)))) {
        this.writeIn(RETRY_MS);
        return;
      }
    if (this.lost > 0) this.logger.error({ message: 'audit entries are in the log alone', count: this.lost });
    this.lost = 0;
  }

  /** False: not now. What cannot be stored at all is found one by one and left out, so that it holds up nothing. */
  private async writeSome(size: number): Promise<boolean> {
    try {
      const entries = this.waiting
        .slice(0, size)
        .map(({ record, notedAt }) => ({ ...record, ageMs: performance.now() - notedAt }));
      await this.store.append(entries);
      this.waiting.splice(0, size);
      return true;
    } catch (error) {
      if (error instanceof DatabaseUnavailableError) return this.complain(error);
      if (size > 1) return this.writeSome(1);
      this.waiting.shift();
      this.logger.error({ message: 'an audit entry cannot be stored', error });
      return true;
    }
  }

  private complain(error: Error): false {
    this.logger.warn({
      message: 'audit entries wait for the database',
      count: this.waiting.length,
      error: error.message,
    });
    return false;
  }
}
