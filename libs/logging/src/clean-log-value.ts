import { LONGEST_KEY, logKeyOf } from './log-key.js';

const LONGEST = 2048;
/** So many characters are never more than 2 KiB; nearly all texts are as short. */
const SHORT = LONGEST / 4;
const DEEPEST = 5;
const MOST_ITEMS = 50;
const USER_INFO = /(\/\/[^/\s:@]*:)[^/\s]*@/g;

/** What may be said of a value in a log: no secret by its key or in an URL, no long text, no deep or endless object. */
export function cleanLogValue(value: unknown, key = '', depth = 0): unknown {
  if (value === undefined || value === null) {
    return value;
  }
  if (logKeyOf(key).isSecret) {
    return '[redacted]';
  }
  if (typeof value === 'object') {
    return cleanObject(value, depth);
  }
  if (typeof value === 'string') {
    return cleanText(value);
  }
  return typeof value === 'bigint' ? String(value) : value;
}

/** Cuts a text at 2 KiB (UTF-8) and hides the password of URLs in it. */
function cleanText(text: string): string {
  if (text.length < SHORT && !text.includes('//')) {
    return text;
  }
  const short = text.slice(0, LONGEST * 2).replace(USER_INFO, '$1[redacted]@');
  const bytes = Buffer.from(short, 'utf8');
  if (bytes.length <= LONGEST && text.length <= LONGEST * 2) {
    return short;
  }
  return `${bytes
    .subarray(0, LONGEST - 4)
    .toString('utf8')
    .replace(/\uFFFD$/, '')}…`;
}

function cleanObject(value: object, depth: number): unknown {
  if (value instanceof Error) {
    return cleanText(describeError(value));
  }
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? 'invalid date' : value.toISOString();
  }
  if (depth >= DEEPEST || ArrayBuffer.isView(value)) {
    return '[omitted]';
  }
  if (Array.isArray(value)) {
    return value.slice(0, MOST_ITEMS).map((item) => cleanLogValue(item, '', depth + 1));
  }
  const entries = Object.entries(value).slice(0, MOST_ITEMS);
  return Object.fromEntries(
    entries.map(([key, item]) => [key.slice(0, LONGEST_KEY), cleanLogValue(item, key, depth + 1)]),
  );
}

/** `HostUnreachableError: no answer ← Error: connect ECONNREFUSED`, causes included. */
export function describeError(error: Error): string {
  const chain: string[] = [];
  for (let current: unknown = error; current instanceof Error && chain.length < DEEPEST; current = current.cause) {
    chain.push(`${current.name}: ${current.message}`);
  }
  return chain.join(' ← ');
}
