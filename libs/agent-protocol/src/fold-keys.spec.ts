import { describe, expect, it } from 'vitest';
import { foldKeys } from './fold-keys.js';

describe('foldKeys', () => {
  it('lets the last of two spellings count', () => {
    expect(foldKeys({ Name: 'a', nAME: 'b' }).get('name')).toBe('b');
  });

  it('keeps __proto__ a key like any other', () => {
    const folded = foldKeys(JSON.parse('{"__proto__":{"admin":true}}'));

    expect(folded.get('__proto__')).toEqual({ admin: true });
    expect(folded.get('admin')).toBeUndefined();
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });
});
