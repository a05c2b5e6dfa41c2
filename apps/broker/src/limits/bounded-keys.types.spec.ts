import { describe, expect, it } from 'vitest';
import { BoundedKeys } from './bounded-keys.types.js';

describe('BoundedKeys (T4)', () => {
  it('tells so many apart, and all others not', () => {
    const keys = new BoundedKeys(2, 60_000);

    expect(['a', 'b', 'c', 'd', 'a', 'b'].map((key) => keys.of(key))).toEqual(['a', 'b', '*', '*', 'a', 'b']);
  });

  it('begins anew after a while', () => {
    const keys = new BoundedKeys(1, 0);

    expect(['a', 'b', 'c'].map((key) => keys.of(key))).toEqual(['a', 'b', 'c']);
  });
});
