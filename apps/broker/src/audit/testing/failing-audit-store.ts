import { type AuditPage, AuditStore, type NewAuditEntry } from '#persistence';

/** Keeps entries in memory, and fails as it is told: with what `fault` gives for a batch. */
export class FailingAuditStore extends AuditStore {
  readonly entries: NewAuditEntry[] = [];
  readonly batches: number[] = [];
  fault: (entries: readonly NewAuditEntry[]) => Error | undefined = () => undefined;

  override append(entries: readonly NewAuditEntry[]): Promise<void> {
    const fault = this.fault(entries);
    if (fault !== undefined) return Promise.reject(fault);
    this.batches.push(entries.length);
    this.entries.push(...entries);
    return Promise.resolve();
  }

  override list(): Promise<AuditPage> {
    return Promise.resolve({ entries: [], hasMore: false });
  }

  override forget(_olderThanMs: number, limit: number): Promise<number> {
    return Promise.resolve(this.entries.splice(0, limit).length);
  }
}
