import { describe, expect, it } from 'vitest';
import { suggestName } from './suggest-name.js';

const KNOWN = ['password', 'poolSize', 'port', 'host'];

describe('suggestName', () => {
  it.each([
    ['pasword', 'password'],
    ['PASSWROD', 'password'],
    ['poolsize', 'poolSize'],
    ['pool_size', 'poolSize'],
    ['prot', undefined],
    ['pot', 'port'],
    ['colour', undefined],
    ['', undefined],
  ])('for %s', (typed, suggestion) => {
    expect(suggestName(typed, KNOWN)).toBe(suggestion);
  });
});
