import { cleanLogValue } from './clean-log-value.js';

/** The fields of one line. Values may be anything: they are cleaned and shortened on the way out. */
export type LogFields = Readonly<Record<string, unknown>>;

/**
 * One JSON object without a line break. Control characters and line separators are escaped, so that nothing in a field
 * can start a line of its own or move a terminal's cursor.
 */
export function toLogLine(fields: LogFields): string {
  const clean = Object.entries(fields).map(([key, value]) => [key, cleanLogValue(value, key)] as const);
  return JSON.stringify(Object.fromEntries(clean)).replace(
    /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
