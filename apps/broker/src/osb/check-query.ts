/** `undefined` when each key stands once and alone; else what is wrong (URL-03, URL-07). Values are not looked at. */
export function refuseQuery(url: string): string | undefined {
  const keys = queryOf(url)
    .split('&')
    .filter((part) => part !== '')
    .map(keyOf);
  if (keys.includes(undefined)) return 'The query cannot be read: an escape in it is wrong.';
  if (keys.some((key) => key?.includes('['))) return 'The query has lists or objects in it; give each key one value.';
  if (new Set(keys).size < keys.length) return 'The query names a key twice.';
  return undefined;
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
