import { describe, expect, it } from 'vitest';
import { Checklist } from './checklist.js';
import { describeEnd } from './describe-finding.js';
import { failed, passed, skipped, worstOf } from './verdict.types.js';

describe('Checklist', () => {
  it('tells each finding at once, with what to do about it', async () => {
    const lines: string[] = [];
    const checklist = new Checklist((line) => lines.push(line));

    await checklist.check('has ports', () => passed('80/tcp'));
    await checklist.check('stops', () => failed('it had to be killed', 'Use tini.'));
    checklist.skip('is updated', 'no /update');

    expect(lines).toEqual([
      '✓ has ports: 80/tcp',
      '✗ stops: it had to be killed\n    → Use tini.',
      '– is updated: no /update',
    ]);
    expect(checklist.isPassed).toBe(false);
    expect(describeEnd('x', checklist.findings)).toBe('x does not keep the image contract yet: 1 ✓  1 ✗  1 –');
  });

  it('takes a check that breaks off for a failed one, and goes on', async () => {
    const checklist = new Checklist(() => undefined);

    expect(await checklist.check('connects', () => Promise.reject(new Error('refused')))).toBe(false);
    expect(await checklist.check('stops', () => passed())).toBe(true);

    expect(checklist.findings.map(({ mark, says }) => [mark, says])).toEqual([
      ['failed', 'refused'],
      ['passed', ''],
    ]);
  });

  it('passes an image of which something could not be tried', async () => {
    const checklist = new Checklist(() => undefined);

    await checklist.check('stops', () => passed());
    checklist.skip('is updated', 'no /update');

    expect(checklist.isPassed).toBe(true);
  });
});

describe('worstOf', () => {
  it.each([
    [[passed(), failed('a', 'b'), skipped('c')], 'failed'],
    [[passed(), skipped('c'), passed()], 'skipped'],
    [[passed(), passed()], 'passed'],
  ] as const)('%j → %s', (verdicts, mark) => {
    expect(worstOf(verdicts).mark).toBe(mark);
  });
});
