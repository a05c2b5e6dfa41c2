import { describe, expect, it } from 'vitest';
import { pauseAfterMs } from './pause-after.js';

describe('pauseAfterMs', () => {
  it.each([
    [0, 300_000],
    [1, 30_000],
    [2, 60_000],
    [5, 480_000],
    [8, 3_600_000],
    [10_000, 3_600_000],
  ])('after %i failures is %i', (failures, ms) => {
    expect(pauseAfterMs(failures)).toBe(ms);
  });
});
