import { checkJsonText, MOST_KEYS } from './check-json-text.js';
import { BadRequestError } from './osb.errors.js';

/** Leaves a byte order mark out, and refuses what is not UTF-8, where `Buffer` would put in U+FFFD. */
const UTF_8 = new TextDecoder('utf-8', { fatal: true });
/** Only an escape such as `\ud800` can say it. */
const HALF_CHARACTER = /\p{Surrogate}/u;

/**
 * A body is JSON in UTF-8. An empty one is no body: some clients announce JSON and send nothing. Whether its Content-Type
 * fits was looked at before: `check-media-type.ts`.
 */
export function parseBody(bytes: Uint8Array, mostKeys = MOST_KEYS): unknown {
  const text = decode(bytes);
  if (text.trim() === '') return undefined;
  checkJsonText(text, mostKeys);
  try {
    return JSON.parse(text, checkField);
  } catch (error) {
    throw error instanceof BadRequestError ? error : new BadRequestError('The request body is not valid JSON.');
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return UTF_8.decode(bytes);
  } catch {
    throw new BadRequestError('The request body is not UTF-8.');
  }
}

/** Both ways to what all objects share, and what no database and no script could be given as it came. */
function checkField(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new BadRequestError('The request body names "__proto__".');
  if (key === 'constructor' && typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype'))
    throw new BadRequestError('The request body names "constructor.prototype".');
  if (HALF_CHARACTER.test(key) || (typeof value === 'string' && HALF_CHARACTER.test(value)))
    throw new BadRequestError('The request body has half a character in it: a surrogate without the other.');
  return value;
}
