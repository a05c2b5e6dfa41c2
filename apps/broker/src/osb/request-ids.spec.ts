import { describe, expect, it } from 'vitest';
import { RequestIds } from './request-ids.js';

describe('RequestIds', () => {
  it('names no two requests alike, of one broker or of several (HDR-09)', () => {
    const brokers = [new RequestIds(), new RequestIds()];

    const names = brokers.flatMap((ids) => Array.from({ length: 10_000 }, () => ids.next()));

    expect(new Set(names).size).toBe(names.length);
  });

  it('makes names that are their own header', () => {
    expect(new RequestIds().next()).toMatch(/^[\w-]{16}-1$/);
  });
});
