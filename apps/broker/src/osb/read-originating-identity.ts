import type { Originator } from '#persistence';

const HEADER = /^([^\s\p{Cc}]{1,255}) +([A-Za-z0-9+/_-]+={0,2}) *$/u;
const LONGEST = 8_192;

/** On whose behalf a platform asks: its own name, and Base64 of a JSON object that only it understands (HDR-06, HDR-07). */
export function readOriginatingIdentity(header: unknown): Originator | 'absent' | 'unreadable' {
  if (header === undefined) return 'absent';
  const [, platform, encoded] =
    typeof header === 'string' && header.length <= LONGEST ? (HEADER.exec(header) ?? []) : [];
  const value = encoded === undefined ? undefined : readObject(Buffer.from(encoded, 'base64').toString('utf8'));
  return platform === undefined || value === undefined ? 'unreadable' : { platform, value };
}

function readObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
