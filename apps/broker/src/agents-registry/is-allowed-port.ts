/**
 * @param allowed ports and ranges of them: `2376`, `2375-2377`
 */
export function isAllowedPort(port: number, allowed: readonly string[]): boolean {
  return allowed.some((range) => {
    const [first = '', last = first] = range.split('-');
    return Number(first) <= port && port <= Number(last);
  });
}
