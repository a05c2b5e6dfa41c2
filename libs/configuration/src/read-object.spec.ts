import { describe, expect, it } from 'vitest';
import { ConfigurationError } from './configuration.errors.js';
import { readObject } from './read-object.js';
import { Bed } from './testing/garden-config.js';

describe('readObject', () => {
  it('reads a body, keys in any letter case', () => {
    expect(readObject(Bed, { PLANT: 'rose', x: 1 }, 'The bed')).toEqual({
      value: { plant: 'rose', rows: 1 },
      warnings: ['"x" is not a known property and is ignored'],
    });
  });

  it.each([
    [undefined, 'The bed cannot be used:\n  allowed is an object'],
    [{ rows: 0 }, 'The bed cannot be used:\n  plant: is missing; allowed is text\n  rows: allowed is a whole number'],
  ])('refuses %j', (body, message) => {
    expect(() => readObject(Bed, body, 'The bed')).toThrow(ConfigurationError);
    expect(() => readObject(Bed, body, 'The bed')).toThrow(message);
  });
});
