import { describe, expect, it } from 'vitest';
import { choosePorts } from './choose-ports.js';

const RANGE = { min: 20_000, max: 20_004 };
const NONE: ReadonlySet<number> = new Set();

describe('choosePorts', () => {
  it.each([
    ['from the beginning', { chance: 0, taken: [], count: 2 }, [20_000, 20_001]],
    ['from the end, and round', { chance: 0.99, taken: [], count: 2 }, [20_004, 20_000]],
    ['past what is taken', { chance: 0, taken: [20_000, 20_002], count: 2 }, [20_001, 20_003]],
    ['all that there are', { chance: 0.5, taken: [], count: 5 }, [20_002, 20_003, 20_004, 20_000, 20_001]],
    ['the last one, at the inclusive end', { chance: 0, taken: [20_000, 20_001, 20_002, 20_003], count: 1 }, [20_004]],
    ['none when none is wanted', { chance: 0, taken: [], count: 0 }, []],
  ])('chooses %s', (_, { chance, taken, count }, ports) => {
    expect(choosePorts(RANGE, new Set(taken), count, () => chance)).toEqual(ports);
  });

  it.each([
    ['more than the range has', [], 6],
    ['one when all are taken', [20_000, 20_001, 20_002, 20_003, 20_004], 1],
    ['two when one is free', [20_000, 20_001, 20_002, 20_003], 2],
  ])('has no %s', (_, taken, count) => {
    expect(choosePorts(RANGE, new Set(taken), count)).toBeUndefined();
  });

  it('knows a range of one', () => {
    expect(choosePorts({ min: 7, max: 7 }, NONE, 1)).toEqual([7]);
  });

  it('hands none out twice, wherever it begins', () => {
    for (let tries = 0; tries < 100; tries += 1) {
      const ports = choosePorts(RANGE, new Set([20_001]), 4) ?? [];

      expect(new Set(ports).size).toBe(4);
      expect(ports).not.toContain(20_001);
      for (const port of ports) expect(port >= 20_000 && port <= 20_004).toBe(true);
    }
  });
});
