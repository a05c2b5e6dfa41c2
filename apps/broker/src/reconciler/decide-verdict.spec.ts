import { describe, expect, it } from 'vitest';
import type { OrphanFacts, Verdict } from './decide-verdict.js';
import { decideVerdict } from './decide-verdict.js';

describe('decideVerdict', () => {
  it.each<[OrphanFacts['tombstone'], boolean, number, Verdict]>([
    ['ended', false, 60_000, 'will be removed'],
    ['ended', false, 59_999, 'waits for a second sighting'],
    ['ended', false, 0, 'waits for a second sighting'],
    ['ended', false, -1, 'waits for a second sighting'],
    ['ended', true, 60_000, 'operation in progress'],
    ['living', false, 60_000, 'operation in progress'],
    ['unknown', false, 1e12, 'no tombstone'],
    ['unknown', true, 1e12, 'operation in progress'],
  ])('of operation %s, instance busy %s, seen for %i ms: %s', (tombstone, isInstanceBusy, seenForMs, verdict) => {
    expect(decideVerdict({ tombstone, isInstanceBusy, seenForMs }, 60_000)).toBe(verdict);
  });
});
