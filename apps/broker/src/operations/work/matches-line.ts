const LONGEST_LINE = 4_096;

/**
 * Whether one of the lines has the text; `*` in it stands for any other text. Not a regular expression: a plan must not be
 * able to keep the broker busy, and this takes as long as the line is.
 */
export function matchesLine(log: string, sought: string): boolean {
  const parts = sought.split('*');
  return log.split('\n').some((line) => hasInOrder(line.slice(0, LONGEST_LINE), parts));
}

function hasInOrder(line: string, parts: readonly string[]): boolean {
  let from = 0;
  for (const part of parts) {
    const at = line.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return true;
}
