import { createContext, Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { attacksOn, findOwnPatterns, type OwnPattern } from './own-patterns.js';

/** A linear pattern needs less than 1 ms; a busy machine gets a second try. */
const MOST_MS = 500;

const script = new Script('pattern.lastIndex = 0; pattern.test(text)');
const room = createContext({});

const isDoneInTime = (pattern: RegExp, text: string): boolean => {
  Object.assign(room, { pattern, text });
  try {
    script.runInContext(room, { timeout: MOST_MS });
    return true;
  } catch {
    return false;
  }
};
const withstands = (own: OwnPattern): boolean =>
  attacksOn(own).every((text) => isDoneInTime(own.pattern, text) || isDoneInTime(own.pattern, text));

describe('the patterns in the sources', () => {
  const patterns = findOwnPatterns();

  it('are found', () => {
    expect(patterns.length).toBeGreaterThan(50);
  });

  it.each(patterns)('are soon done with 50 kB of anything: $text in $file (T15)', (own) => {
    expect(withstands(own)).toBe(true);
  });

  it.each([/^(a+)+$/, /a*a*b$/, /^(\w+\s?)*$/])('would not be, were they like %s (T15)', (pattern) => {
    expect(withstands({ text: '', file: '', pattern })).toBe(false);
  });
});
