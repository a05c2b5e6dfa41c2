import { describe, expect, it } from 'vitest';
import { isStale } from './build.mjs';

describe('isStale', () => {
  it.each([
    ['nothing was ever built', 0, [5], true],
    ['a source is newer', 10, [5, 11], true],
    ['all sources are older', 10, [5, 9], false],
  ])('when %s', (_when, builtAt, changedAt, stale) => {
    expect(isStale(builtAt, changedAt)).toBe(stale);
  });
});
