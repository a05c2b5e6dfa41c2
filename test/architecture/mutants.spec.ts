import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MUTANTS } from '../mutants/mutants.mjs';
import { ROOT } from './repository-files.js';

/** That each is killed is shown by `npm run mutants`, which takes minutes. */
describe('mutants', () => {
  it('are more than a handful, each with a name of its own', () => {
    expect(new Set(MUTANTS.map(({ guard }) => guard)).size).toBe(MUTANTS.length);
    expect(MUTANTS.length).toBeGreaterThanOrEqual(10);
  });

  it.each(MUTANTS)('take away what is there: $guard', ({ file, from, to, killedBy }) => {
    expect(readFileSync(join(ROOT, file), 'utf8').split(from)).toHaveLength(2);
    expect(to).not.toBe(from);
    for (const spec of killedBy) expect(existsSync(join(ROOT, spec))).toBe(true);
  });
});
