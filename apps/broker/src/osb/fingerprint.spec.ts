import { describe, expect, it } from 'vitest';
import { fingerprint } from './fingerprint.js';

describe('fingerprint', () => {
  it.each([
    [
      'the order of keys',
      { a: 1, b: { c: [1, { d: 2, e: 3 }], f: null } },
      { b: { f: null, c: [1, { e: 3, d: 2 }] }, a: 1 },
    ],
    ['keys without a value', { a: 1, b: undefined }, { a: 1 }],
  ])('does not see %s', (_, one, other) => {
    expect(fingerprint(one)).toBe(fingerprint(other));
    expect(fingerprint(one)).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ['the order of items', { a: [1, 2] }, { a: [2, 1] }],
    ['numbers and texts', { a: 1 }, { a: '1' }],
    ['null and nothing', { a: null }, {}],
    ['a list and an object', { a: [] }, { a: {} }],
    ['where a text ends', { a: 'b', c: 'd' }, { a: 'b","c":"d' }],
    ['which key has the value', { ab: 'c' }, { a: 'bc' }],
  ])('sees %s', (_, one, other) => {
    expect(fingerprint(one)).not.toBe(fingerprint(other));
  });
});
