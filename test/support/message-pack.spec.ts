import { describe, expect, it } from 'vitest';
import { decode, encode } from './message-pack.js';

describe('MessagePack', () => {
  it.each([
    [0],
    [127],
    [70_000],
    [''],
    ['x'.repeat(40)],
    [['a', 1, []]],
    [Array.from({ length: 20 }, (_, index) => index)],
    [
      new Map<unknown, unknown>([
        [1, 'a'],
        ['b', new Map()],
      ]),
    ],
  ])('%o comes back as it was', (value) => {
    expect(decode(encode(value))).toEqual([value]);
  });

  it('reads what comes after a number that it does not need', () => {
    const bytes = Buffer.from([0xcf, 0, 0, 0, 0, 0, 0, 0, 1, 0xc3, 0xc0, 0xcd, 0x01, 0x00]);

    expect(decode(bytes)).toEqual([undefined, true, undefined, 256]);
  });
});
