import { describe, expect, it } from 'vitest';
import { matchesEtag } from './matches-etag.js';

describe('matchesEtag (CAT-06)', () => {
  it.each([
    ['"a"', true],
    ['W/"a"', true],
    ['"x", "a"', true],
    ['"x",W/"a" , "y"', true],
    ['"x,y", "a"', true],
    ['*', true],
    [' * ', true],
    [undefined, false],
    ['', false],
    ['a', false],
    ['"b"', false],
    ['"A"', false],
    ['"a*"', false],
  ])('%j: %s', (ifNoneMatch, matches) => {
    expect(matchesEtag(ifNoneMatch, '"a"')).toBe(matches);
  });
});
