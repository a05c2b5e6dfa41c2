import { describe, expect, it } from 'vitest';
import { mergeVolumePaths } from './merge-volume-paths.js';

describe('mergeVolumePaths', () => {
  it.each<[string, string[], string[], string[] | undefined]>([
    ['the same', ['/a', '/b'], ['/a', '/b'], ['/a', '/b']],
    ['in another order: each volume stays at its path', ['/a', '/b'], ['/b', '/a'], ['/a', '/b']],
    ['one more', ['/a'], ['/b', '/a'], ['/a', '/b']],
    ['none so far', [], ['/a'], ['/a']],
    ['one less: its data would not be found', ['/a', '/b'], ['/a'], undefined],
    ['the same in another spelling', ['/a/', '/b'], ['/a', '/b/', '/c/'], ['/a/', '/b', '/c']],
    ['elsewhere', ['/var/lib/postgresql/data'], ['/var/lib/postgresql'], undefined],
  ])('%s', (_what, held, wanted, merged) => {
    expect(mergeVolumePaths(held, wanted)).toEqual(merged);
  });
});
