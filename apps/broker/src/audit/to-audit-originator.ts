import type { Originator } from '#persistence';

const HIDDEN = '[hidden]';
/** Kubernetes hands on whatever its authenticator adds ("extra"): a token would stand in the trail for a year. */
const SECRET = /pass(word|wd|phrase)|credential|authorization|secret|cookie|token|private|key/i;

/**
 * On whose behalf, as the trail keeps it: in clear, since entries are never written anew, not even with another key; so what
 * is called as secrets are is left out.
 */
export function toAuditOriginator({ platform, value }: Originator): Originator {
  return { platform, value: clean(value) as Originator['value'] };
}

/** No deeper than `readOriginatingIdentity` lets in. */
function clean(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]: [string, unknown]) => [key, SECRET.test(key) ? HIDDEN : clean(item)]),
  );
}
