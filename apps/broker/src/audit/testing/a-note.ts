import type { AuditNote } from '../audit-note.js';

export function aNote(changes: Partial<AuditNote> = {}): AuditNote {
  return {
    role: undefined,
    caller: undefined,
    originator: undefined,
    method: 'GET',
    route: '/v2/catalog',
    instanceId: undefined,
    subject: {},
    status: 401,
    requestId: 'request-1',
    address: '192.0.2.7',
    ...changes,
  };
}
