import { BadRequestError } from './osb.errors.js';

const DEEPEST = 32;
export const MOST_KEYS = 2_000;
/** What lies between, then a text, or a sign that changes where we are. Matches once a place, so it never runs back. */
const TOKEN = /[^"[\]{}:]*("[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}:])/gsy;

/**
 * Counts on the text, before anything recursive sees it, and finds keys that one object names twice: `JSON.parse` would
 * silently take the last one. Says nothing of what is no JSON at all.
 */
export function checkJsonText(text: string, mostKeys: number): void {
  const open: (Set<string> | undefined)[] = [];
  let keys = 0;
  let latest = '';
  for (const [, token = ''] of text.matchAll(TOKEN)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(undefined);
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') {
      keys += 1;
      addKey(open.at(-1), latest);
    } else latest = token;
    if (open.length > DEEPEST) throw new BadRequestError(`The request body is nested deeper than ${DEEPEST} levels.`);
    if (keys > mostKeys) throw new BadRequestError(`The request body has more than ${mostKeys} keys.`);
  }
}

function addKey(keys: Set<string> | undefined, token: string): void {
  const key = decode(token);
  if (keys?.has(key)) throw new BadRequestError('The request body names a key twice in one object.');
  keys?.add(key);
}

/** `"a"` and `"\u0061"` are one key. */
function decode(token: string): string {
  if (!token.includes('\\')) return token.slice(1, -1);
  try {
    return String(JSON.parse(token));
  } catch {
    return token;
  }
}
