import { describe, expect, it } from 'vitest';
import { findJsonError } from './find-json-error.js';

describe('findJsonError', () => {
  it.each([
    ['', 0, 'a value'],
    ['  ', 2, 'a value'],
    ['{', 1, 'a name in double quotes or "}"'],
    ['{a:1}', 1, 'a name in double quotes or "}"'],
    ['{"a" 1}', 5, '":"'],
    ['{"a":}', 5, 'a value'],
    ['{"a":1 "b":2}', 7, '"," or "}"'],
    ['{"a":1,}', 7, 'a name in double quotes'],
    ['{"a":1]', 6, '"," or "}"'],
    ['[1,]', 3, 'a value'],
    ['[1,,2]', 3, 'a value'],
    ['[1 2]', 3, '"," or "]"'],
    ['[', 1, 'a value or "]"'],
    ['[]]', 2, 'the end of the file'],
    ['{"a":[{"b":nul}]}', 11, 'a value'],
    ['{"a":"x\ny"}', 5, 'a value'],
    ["{'a':1}", 1, 'a name in double quotes or "}"'],
    ['{"a":01}', 5, 'a value'],
    ['{"a":1} // why', 8, 'the end of the file'],
  ])('in %j at %i', (text, offset, expected) => {
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
    expect(findJsonError(text)).toEqual({ offset, expected });
  });

  it('takes all that is right', () => {
    const right = JSON.stringify({ a: [1, -2.5e-7, true, null, 'ä\n"\u2028', {}, []], b: { c: [[{}]] } }, null, 2);

    expect(findJsonError(right)).toEqual({ offset: right.length, expected: 'the end of the file' });
  });
});
