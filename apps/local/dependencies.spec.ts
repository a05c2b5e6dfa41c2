import { describe, expect, it } from 'vitest';
import { describesVersion } from './dependencies.mjs';

const header = '#define NODE_MAJOR_VERSION 20\n#define NODE_MINOR_VERSION 2\n#define NODE_PATCH_VERSION 0\n';

describe('describesVersion', () => {
  it.each([
    ['20.2.0', true],
    ['20.20.2', false],
    ['2.2.0', false],
    ['24.2.0', false],
  ])('tells whether the headers are those of Node %s', (version, same) => {
    expect(describesVersion(header, version)).toBe(same);
  });
});
