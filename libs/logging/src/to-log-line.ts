import { cleanLogValue } from './clean-log-value.js';

/** The fields of one line. Values may be anything: they are cleaned and shortened on the way out. */
export type LogFields = Readonly<Record<string, unknown>>;

/**
 * One JSON object without a line break. Control characters and line separators are escaped, so that nothing in a field
 * can start a line of its own or move a terminal's cursor.
 */
export function toLogLine(fields: LogFields): string {
  const clean: Record<string, unknown> = {};
  for (const key of Object.keys(fields)) clean[key] = cleanLogValue(fields[key], key);
  const line = JSON.stringify(clean);
  return UNSEEN.test(line) ? line.replace(EACH_UNSEEN, escape) : line;
}

/** What JSON leaves as it is and a terminal, or a reader of lines, may act on. */
const UNSEEN = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;
const EACH_UNSEEN = new RegExp(UNSEEN, 'g');

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
