/** What a line needs to know of a key: its JSON text with the colon, and whether its value must not be told. */
export interface LogKey {
  readonly text: string;
  readonly isSecret: boolean;
}

const SECRET =
  /pass(word|wd|phrase)|credential|authorization|secret|cookie|token|^((private|client|encryption)[_-]?)?key$/i;
/** What others send may have keys as long as texts. */
export const LONGEST_KEY = 255;
/** Others name keys as well, as many as they like. */
const MOST_REMEMBERED = 500;
const remembered = new Map<string, LogKey>();

/** Remembered for a while: nearly all lines have the same few keys. */
export function logKeyOf(key: string): LogKey {
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const made = { text: `${JSON.stringify(key)}:`, isSecret: SECRET.test(key) };
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  if (key.length <= LONGEST_KEY) remembered.set(key, made);
  return made;
}
