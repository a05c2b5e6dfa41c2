import type { AuditEntry, AuditPage } from '#persistence';

/** Body of GET /admin/audit. `next` is the `before` of the next page. */
export function toAuditReply({ entries, hasMore }: AuditPage): object {
  return { entries: entries.map(toEntryReply), next: hasMore ? (entries.at(-1)?.entryId ?? null) : null };
}

function toEntryReply(entry: AuditEntry): object {
  return {
    id: entry.entryId,
    at: new Date(entry.at).toISOString(),
    broker: entry.broker,
    role: entry.role ?? null,
    caller: entry.caller ?? null,
    // Platforms say it, and nobody has looked whether it is true.
    originating_identity: entry.originator === undefined ? null : { verified: false, ...entry.originator },
    method: entry.method,
    route: entry.route,
    instance_id: entry.instanceId ?? null,
    subject: entry.subject,
    status: entry.status,
    request_id: entry.requestId,
    address: entry.address,
    count: entry.count,
  };
}
