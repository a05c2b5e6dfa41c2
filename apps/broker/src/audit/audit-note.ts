import type { AuditRecord } from '#persistence';

/** What is noted of a request; the trail numbers it, and counts those that are folded. */
export type AuditNote = Omit<AuditRecord, 'entryId' | 'broker' | 'count'>;
