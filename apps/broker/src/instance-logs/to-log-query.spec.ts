import { describe, expect, it } from 'vitest';
import { toLogQuery } from './to-log-query.js';

const TIME = '2026-01-02T03:04:05.678Z';

describe('what is asked of a log', () => {
  it.each([
    ['the last lines', { tail: 7 }, undefined, { tail: 7 }],
    ['those since a time', { tail: 7, since: TIME }, undefined, { tail: 7, sinceMs: Date.parse(TIME) }],
    ['all since the last one that was seen', { tail: 7 }, TIME, { tail: 10_000, sinceMs: Date.parse(TIME) }],
    ['the last lines where the last id is none of ours', { tail: 7 }, 'x', { tail: 7 }],
  ])('is %s', (_, query, lastEventId, asked) => {
    expect(toLogQuery(query, lastEventId)).toEqual(asked);
  });
});
