import { describe, expect, it } from 'vitest';
import { toSummary } from './test-summary.mjs';

describe('toSummary', () => {
  it('has a line for each suite', () => {
    const results = [
      { name: 'check', passed: true, seconds: 61 },
      { name: 'e2e', passed: false, seconds: 2 },
    ];

    expect(toSummary(results)).toBe('✓ check passed, 61 s\n✗ e2e   FAILED, 2 s');
  });
});
