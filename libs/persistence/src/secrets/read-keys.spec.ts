import { describe, expect, it } from 'vitest';
import { readKey, readKeys } from './read-keys.js';

const BYTES = Buffer.alloc(32, 1);
const TEXT = BYTES.toString('base64');

describe('readKey', () => {
  it.each([
    [TEXT, '72cd6e84'],
    [` ${TEXT}\n`, '72cd6e84'],
    [`year-2:${TEXT}`, 'year-2'],
    [TEXT.slice(0, -1), '72cd6e84'],
  ])('reads %j', (text, keyId) => {
    expect(readKey(text)).toEqual({ keyId, bytes: BYTES });
  });

  it.each(['', ':', `:${TEXT}`, `a:b:${TEXT}`, `${'a'.repeat(33)}:${TEXT}`, TEXT.slice(4), `${TEXT}${TEXT}`])(
    'refuses %j',
    (text) => {
      expect(readKey(text)).toBeUndefined();
    },
  );
});

describe('readKeys', () => {
  it.each([[[]], [['', ' ']], [[TEXT, 'x']], [[TEXT, TEXT]], [[`a:${TEXT}`, `a:${TEXT}`]]])('refuses %j', (lines) => {
    expect(readKeys(lines)).toBeUndefined();
  });

  it('takes the lines that are not empty', () => {
    expect(readKeys(['', `a:${TEXT}`, `b:${TEXT}`])?.map(({ keyId }) => keyId)).toEqual(['a', 'b']);
  });
});
