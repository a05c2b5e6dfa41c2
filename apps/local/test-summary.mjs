/**
 * @param {{ name: string, passed: boolean, seconds: number }[]} results
 */
export function toSummary(results) {
  const width = Math.max(...results.map(({ name }) => name.length));
  return results
    .map(
      ({ name, passed, seconds }) =>
        `${passed ? '✓' : '✗'} ${name.padEnd(width)} ${passed ? 'passed' : 'FAILED'}, ${seconds} s`,
    )
    .join('\n');
}
