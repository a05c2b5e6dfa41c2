import { cleanLogValue } from './clean-log-value.js';
import { logKeyOf } from './log-key.js';

/** The fields of one line. Values may be anything: they are cleaned and shortened on the way out. */
export type LogFields = Readonly<Record<string, unknown>>;

/**
 * One JSON object without a line break. Control characters and line separators are escaped, so that nothing in a field
 * can start a line of its own or move a terminal's cursor. `head` comes first, and its keys are left out of `fields`.
 * By hand, since each request has a line: an object of its own and `JSON.stringify` cost four times as much.
 */
export function toLogLine(fields: LogFields, head: LogFields = NOTHING): string {
  let text = '';
  for (const key of Object.keys(head)) text = addField(text, key, head[key]);
  for (const key of Object.keys(fields)) if (!Object.hasOwn(head, key)) text = addField(text, key, fields[key]);
  return `{${text}}`;
}

const NOTHING: LogFields = {};
/** Nothing to escape, and nothing to cut. */
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]{0,255}$/;

function addField(text: string, key: string, value: unknown): string {
  if (value === undefined) return text;
  const { text: name, isSecret } = logKeyOf(key);
  const json = (isSecret ? undefined : toPlainJson(value)) ?? toJson(value, key);
  if (json === undefined) return text;
  return text === '' ? name + json : `${text},${name}${json}`;
}

/** What nearly all values are; a text that may be an URL may have a password in it. */
function toPlainJson(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && PLAIN.test(value) && !value.includes('//') ? `"${value}"` : undefined;
}

/** `undefined`: nothing that JSON can say. */
function toJson(value: unknown, key: string): string | undefined {
  const json = JSON.stringify(cleanLogValue(value, key)) as string | undefined;
  return json !== undefined && UNSEEN.test(json) ? json.replace(EACH_UNSEEN, escape) : json;
}

/** What JSON leaves as it is and a terminal, or a reader of lines, may act on. */
const UNSEEN = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;
const EACH_UNSEEN = new RegExp(UNSEEN, 'g');

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
