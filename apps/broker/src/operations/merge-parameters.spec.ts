import { describe, expect, it } from 'vitest';
import { mergeParameters } from './merge-parameters.types.js';

describe('mergeParameters', () => {
  it.each([
    ['nothing given: nothing changes (UPD-05)', { a: 1 }, {}, { a: 1 }],
    ['what is not named stays', { a: 1, b: 2 }, { b: 3 }, { a: 1, b: 3 }],
    ['values are taken as a whole, not merged', { a: { x: 1, y: 2 } }, { a: { y: 3 } }, { a: { y: 3 } }],
    ['null takes away', { a: 1, b: 2 }, { a: null }, { b: 2 }],
    ['null for what is not there', {}, { a: null }, {}],
  ])('%s', (_what, present, given, merged) => {
    expect(mergeParameters(present, given)).toEqual(merged);
  });
});
