import type { AuditEntryEntity } from '../entities/audit-entry.entity.js';
import type { Originator } from '../operations/operation.types.js';
import type { AuditEntry, AuditRecord } from './audit.types.js';

/** All but the time, which the database says. */
export function toRow(entry: AuditRecord): Omit<AuditEntryEntity, 'at'> {
  return {
    id: entry.entryId,
    broker: entry.broker,
    role: entry.role ?? null,
    caller: entry.caller ?? null,
    originator: entry.originator === undefined ? null : JSON.stringify(entry.originator),
    method: entry.method,
    route: entry.route,
    instanceId: entry.instanceId ?? null,
    subject: JSON.stringify(entry.subject),
    status: entry.status,
    requestId: entry.requestId,
    address: entry.address,
    requests: entry.count,
  };
}

export function toEntry(row: AuditEntryEntity): AuditEntry {
  return {
    entryId: row.id,
    at: row.at,
    broker: row.broker,
    role: row.role ?? undefined,
    caller: row.caller ?? undefined,
    originator: row.originator === null ? undefined : (JSON.parse(row.originator) as Originator),
    method: row.method,
    route: row.route,
    instanceId: row.instanceId ?? undefined,
    subject: JSON.parse(row.subject) as AuditRecord['subject'],
    status: row.status,
    requestId: row.requestId,
    address: row.address,
    count: row.requests,
  };
}
