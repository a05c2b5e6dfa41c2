import type { Originator } from '#persistence';
import { parseBody } from './parse-body.js';

const HEADER = /^([^\s\p{Cc}]{1,255}) +([A-Za-z0-9+/_-]+={0,2}) *$/u;
const LONGEST = 8_192;
/** It is stored with every operation, and in the audit trail (T23). */
const LARGEST_VALUE = 4_096;
const DEEPEST_VALUE = 8;

/** On whose behalf a platform asks: its own name, and Base64 of a JSON object that only it understands (HDR-06, HDR-07). */
export function readOriginatingIdentity(header: unknown): Originator | 'absent' | 'unreadable' {
  if (header === undefined) return 'absent';
  const [, platform, encoded] =
    typeof header === 'string' && header.length <= LONGEST ? (HEADER.exec(header) ?? []) : [];
  const value = encoded === undefined ? undefined : readObject(Buffer.from(encoded, 'base64'));
  return platform === undefined || value === undefined ? 'unreadable' : { platform, value };
}

/** As careful as with bodies, since it is stored as they are. */
function readObject(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  if (bytes.length > LARGEST_VALUE) return undefined;
  try {
    const value = parseBody(bytes);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject && isNoDeeperThan(DEEPEST_VALUE, value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function isNoDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((item) => isNoDeeperThan(levels - 1, item));
}
