/** JSON as Go's encoder writes it: no spaces, and `<`, `>`, `&` and line separators escaped. */
export function toGoJson(value: object): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
