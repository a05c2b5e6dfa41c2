const LONGEST = 255;
/** Of bodies and queries these alone are looked at: what else is in them may be secret. */
const NAMED_IN_REQUESTS = { service_id: 'serviceId', plan_id: 'planId' } as const;

/** What a request speaks of: the parameters of its route, and service and plan by their ids. */
export function toSubject(request: {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}): Readonly<Record<string, string>> {
  const subject: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.params ?? {})) add(subject, name, value);
  for (const part of [request.query, request.body])
    for (const [field, name] of Object.entries(NAMED_IN_REQUESTS)) add(subject, name, fieldOf(part, field));
  return subject;
}

/** Without control characters, which not every database stores, and no longer than an id may be. */
export function toPlainText(text: string): string {
  return text.replace(/\p{Cc}/gu, '').slice(0, LONGEST);
}

function add(subject: Record<string, string>, name: string, value: unknown): void {
  if (typeof value === 'string' && value !== '') subject[name] = toPlainText(value);
}

function fieldOf(value: unknown, field: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, field)) return undefined;
  return (value as Record<string, unknown>)[field];
}
