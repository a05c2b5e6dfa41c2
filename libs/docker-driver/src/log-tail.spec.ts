import { describe, expect, it } from 'vitest';

import { LogTail } from './log-tail.js';

const line = (text: string) => ({ time: '2026-01-02T03:04:05Z', stream: 'stdout', text }) as const;

describe('LogTail', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['nothing of nothing', [], []],
    ['all that fits', ['12345', '67890'], ['12345', '67890']],
    ['the last ones where not all fit', ['12345', '67890', 'a', 'b'], ['67890', 'a', 'b']],
    ['nothing of a line that is too long alone', ['1', '12345678901'], []],
  ])('keeps %s', (_, added, kept) => {
    const tail = new LogTail(10);

    for (const text of added) tail.add(line(text));

    expect(tail.lines.map(({ text }) => text)).toEqual(kept);
  });
});
