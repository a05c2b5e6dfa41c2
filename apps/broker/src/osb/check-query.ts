/** Keys of others are not repeated in answers: they may be anything. */
const OURS: readonly string[] = ['accepts_incomplete', 'service_id', 'plan_id', 'operation'];

/** `undefined` when each key stands once and alone; else what is wrong (URL-03, URL-07). Values are not looked at. */
export function refuseQuery(url: string): string | undefined {
  const keys = queryOf(url)
    .split('&')
    .filter((part) => part !== '')
    .map(keyOf);
  if (keys.includes(undefined)) return 'The query cannot be read: an escape in it is wrong.';
  if (keys.some((key) => key?.includes('['))) return 'The query has lists or objects in it; give each key one value.';
  const repeated = keys.find((key, index) => keys.indexOf(key) < index);
  return repeated === undefined ? undefined : `The query names ${OURS.includes(repeated) ? repeated : 'a key'} twice.`;
}

/** The router takes a fragment for a query; no client sends one. */
function queryOf(url: string): string {
  const start = url.search(/[?#]/);
  return start === -1 ? '' : url.slice(start + 1);
}

/** `undefined` if the key or its value has an escape that means nothing. */
function keyOf(part: string): string | undefined {
  try {
    const [key = ''] = part.replaceAll('+', ' ').split('=').map(decodeURIComponent);
    return key;
  } catch {
    return undefined;
  }
}
