import { describe, expect, it } from 'vitest';
import { checkJsonText, MOST_KEYS } from './check-json-text.js';

describe('checkJsonText', () => {
  it.each([
    '{}',
    '{"a":1,"b":{"a":1},"c":[{"a":1},{"a":2}]}',
    String.raw`{"a":"\"a\":","b":"{\"a\":1,\"a\":2}"}`,
    '{"a":"x","x":"a"}',
    '{"a":1',
    '"a":"a":',
    String.raw`{"\x":1}`,
    '{"unterminated',
    '}}}]]]',
  ])('says nothing of %j', (text) => {
    expect(() => {
      checkJsonText(text, MOST_KEYS);
    }).not.toThrow();
  });

  it.each([
    '{"a":1,"a":2}',
    '{"a":1,"b":2 , "a" : 3}',
    String.raw`{"a":1,"\u0061":2}`,
    String.raw`{"\ud83d\ude00":1,"😀":2}`,
    '{"x":[{"y":{"a":{},"a":{}}}]}',
    '{"a":{"b":1},"a":1}',
    '{"":1,"":2}',
  ])('refuses the key that %j names twice (T14)', (text) => {
    expect(() => {
      checkJsonText(text, MOST_KEYS);
    }).toThrow('names a key twice');
  });

  it('counts the keys of all objects (T12)', () => {
    const list = (keys: number): string => JSON.stringify(Array.from({ length: keys }, () => ({ a: 1 })));

    expect(() => {
      checkJsonText(list(2_000), MOST_KEYS);
    }).not.toThrow();
    expect(() => {
      checkJsonText(list(2_001), MOST_KEYS);
    }).toThrow('more than 2000 keys');
  });

  // A pattern that runs back would take hours.
  it.each(['"', String.raw`\"`, String.raw`"\\`, '{"', ' ', ':"'])('is soon done with 256 KiB of %j (T15)', (part) => {
    expect(() => {
      checkJsonText(part.repeat(262_144 / part.length).slice(1), MOST_KEYS);
    }).not.toThrow(SyntaxError);
  });
});
