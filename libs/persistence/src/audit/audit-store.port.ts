import type { AuditPage, AuditQuery, NewAuditEntry } from './audit.types.js';

/**
 * The audit trail (T22): entries are added, read, and forgotten once they are old. There is no way to change one here, and
 * the database refuses it to everybody else who has no more rights than the broker (ADR 0030).
 */
export abstract class AuditStore {
  /** All or none. May be repeated: an entry that is there already stays as it is. */
  abstract append(entries: readonly NewAuditEntry[]): Promise<void>;

  abstract list(query: AuditQuery): Promise<AuditPage | 'unknown cursor'>;

  /** Removes the oldest of those that are older, `limit` at most, and tells how many there were. */
  abstract forget(olderThanMs: number, limit: number): Promise<number>;
}
