import { describe, expect, it } from 'vitest';
import { toProgram } from './engine-process.mjs';

describe('toProgram', () => {
  it.each([
    ['42 (dockerd) S 1 42 42', 'dockerd'],
    ['42 (a) b) c) R 1', 'a) b) c'],
    ['42 (dockerd) Z 1 42 42', ''],
    ['', ''],
  ])('reads %o', (stat, program) => {
    expect(toProgram(stat)).toBe(program);
  });
});
