import type { Finding } from './verdict.types.js';

const SIGNS = { passed: '✓', failed: '✗', skipped: '–' } as const satisfies Record<Finding['mark'], string>;

/** A line of the checklist, and beneath it what to do about it. */
export function describeFinding({ mark, check, says, hint }: Finding): string {
  const line = `${SIGNS[mark]} ${check}${says === '' ? '' : `: ${says}`}`;
  return hint === undefined ? line : `${line}\n    → ${hint}`;
}

/** The last line. */
export function describeEnd(image: string, findings: readonly Finding[]): string {
  const count = (mark: Finding['mark']): number => findings.filter((finding) => finding.mark === mark).length;
  const verdict = count('failed') === 0 ? 'keeps the image contract' : 'does not keep the image contract yet';
  return `${image} ${verdict}: ${count('passed')} ✓  ${count('failed')} ✗  ${count('skipped')} –`;
}
