import { describe, expect, it } from 'vitest';
import { nameGeneration, readGeneration } from './name-generation.js';

describe('the name of a container of the nth generation (failure-model row 61)', () => {
  it.each([
    ['osb-1', 0, 'osb-1'],
    ['osb-1', 1, 'osb-1.g1'],
    ['osb-1-g1', 12, 'osb-1-g1.g12'],
  ])('of %s and %d is %s, and is read again', (baseName, generation, name) => {
    expect(nameGeneration(baseName, generation)).toBe(name);
    expect(readGeneration(name)).toEqual({ baseName, generation });
  });
});
