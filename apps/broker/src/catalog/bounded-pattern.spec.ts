import { describe, expect, it } from 'vitest';
import { BoundedPattern, PatternTooSlowError } from './bounded-pattern.js';

const HARMFUL = [String.raw`^(a+)+$`, String.raw`^(a|a)*$`, String.raw`^(\w+\s?)*$`];

describe('BoundedPattern', () => {
  it.each([
    ['^[a-z]+$', '', 'abc', true],
    ['^[a-z]+$', '', 'ABC', false],
    ['^[a-z]+$', 'i', 'ABC', true],
    ['', '', '', true],
  ])('compares as /%s/%s does with %j', (source, flags, text, isMatch) => {
    expect(new BoundedPattern(source, flags).test(text)).toBe(isMatch);
  });

  it.each(HARMFUL)('gives up what would take days, and compares the next text: %s (T15)', (source) => {
    const pattern = new BoundedPattern(source, '');

    expect(() => pattern.test(`${'a'.repeat(50_000)}!`)).toThrow(PatternTooSlowError);
    expect(pattern.test('aaa')).toBe(true);
  });

  it('refuses what is no pattern', () => {
    expect(() => new BoundedPattern('(', '')).toThrow(SyntaxError);
  });

  it('is told apart by its text', () => {
    expect(String(new BoundedPattern('a', 'i'))).toBe('/a/i');
  });
});
