import { describe, expect, it } from 'vitest';
import { isSameText } from './is-same-text.js';

describe('isSameText', () => {
  it.each(['', 'a', 'pässwörd 漢字 🔑', 'x'.repeat(100_000)])('knows %.20j again', (text) => {
    expect(isSameText(text, text)).toBe(true);
  });

  // A comparison in constant time that is given texts as they are throws at the first two of these.
  it.each([
    ['secret', 'secre'],
    ['secret', ''],
    ['secret', 'Secret'],
    ['secret', 'secret\u0000'],
    ['é', 'e\u0301'],
    ['a'.repeat(1_000), `${'a'.repeat(999)}b`],
  ])('tells %.20j from %.20j, whatever their lengths (T2)', (one, other) => {
    expect(isSameText(one, other)).toBe(false);
    expect(isSameText(other, one)).toBe(false);
  });
});
