import { describe, expect, it } from 'vitest';
import { hideSecrets, makeHider } from './hide-secrets.types.js';

describe('hideSecrets', () => {
  it.each([
    ['a password', '+ create u1 s3cret', ['s3cret'], '+ create u1 [redacted]'],
    ['each time', 's3cret s3cret', ['s3cret'], '[redacted] [redacted]'],
    ['at any depth', 'a=deep', { one: [{ two: 'deep' }] }, 'a=[redacted]'],
    ['the longest first', 'secretary', ['secret', 'secretary'], '[redacted]'],
    ['as JSON says it', '{"p":"a\\"bcd"}', ['a"bcd'], '{"p":"[redacted]"}'],
    ['nothing that is short', 'no such file', ['no', '', 'a'], 'no such file'],
    ['nothing where nothing was given', 'no such file', undefined, 'no such file'],
    ['patterns as texts', '$& (x)', ['$& (x)'], '[redacted]'],
  ])('hides %s', (_, text, given, shown) => {
    expect(hideSecrets(text, given)).toBe(shown);
  });

  it('looks through what is secret once, for however many texts', () => {
    const given = {
      get password(): string {
        reads += 1;
        return 's3cret';
      },
    };
    let reads = 0;

    const hide = makeHider(given);

    expect(['s3cret 1', 's3cret 2', '3'].map(hide)).toEqual(['[redacted] 1', '[redacted] 2', '3']);
    expect(reads).toBe(1);
  });
});
