import { describe, expect, it } from 'vitest';
import { toHouseId } from './house-id.js';

const KEY = '0123456789abcdef'.repeat(4);
const START = 'docker-broker-shared-0123456789abcdef';

describe('toHouseId', () => {
  it.each([
    ['the first one', [], 1],
    ['one after those that are there', [1, 2], 3],
    ['one after the last, whichever are gone', [2, 10], 11],
  ])('numbers %s', (_, taken, number) => {
    const ids = taken.map((other) => `${START}-${other}`);

    expect(toHouseId(KEY, ids)).toBe(`${START}-${number}`);
  });
});
