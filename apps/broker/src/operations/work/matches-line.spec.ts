import { describe, expect, it } from 'vitest';
import { matchesLine } from './matches-line.js';

const LOG = '12:00 starting (pid 7)\n12:01 Ready to accept connections on port 6379\n';

describe('matchesLine', () => {
  it.each([
    ['Ready to accept', true],
    ['Ready * port', true],
    ['*Ready*6379*', true],
    ['(pid 7)', true],
    ['port * Ready', false],
    ['starting * Ready', false],
    ['ready to accept', false],
    ['Ready.to', false],
    ['.*', false],
  ])('finds %j: %j', (sought, isThere) => {
    expect(matchesLine(LOG, sought)).toBe(isThere);
  });

  it('looks no further than 4,096 characters into a line', () => {
    expect(matchesLine(`${'x'.repeat(4_092)}ready`, 'ready')).toBe(false);
    expect(matchesLine(`${'x'.repeat(4_091)}ready`, 'ready')).toBe(true);
  });
});
