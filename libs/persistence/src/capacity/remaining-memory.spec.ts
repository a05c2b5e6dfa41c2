import { describe, expect, it } from 'vitest';
import { remainingMemory } from './remaining-memory.js';

describe('remainingMemory', () => {
  it.each([
    [1_000, 1, 0, 1_000],
    [1_000, 1, 1_000, 0],
    [1_000, 1, 1_001, -1],
    [1_000, 0.75, 700, 50],
    [1_000, 2, 1_500, 500],
    [1_001, 0.5, 0, 500],
  ])('of %i bytes, of which a share of %f may be reserved, and %i are: %i', (total, share, reserved, remaining) => {
    expect(remainingMemory(total, share, reserved)).toBe(remaining);
  });
});
