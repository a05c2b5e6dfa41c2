import { describe, expect, it } from 'vitest';
import { chooseForeignHost, type Look } from './choose-foreign-host.js';

describe('chooseForeignHost', () => {
  it.each<[string, Record<string, Look['seen']>, object]>([
    ['the one that has it', { a: 'not running', b: 'running' }, { outcome: 'found', hostId: 'b' }],
    ['always the first of several', { c: 'running', b: 'running', a: 'silent' }, { outcome: 'found', hostId: 'b' }],
    ['none while some are silent', { b: 'silent', a: 'not running' }, { outcome: 'unsure', silent: ['b'] }],
    ['none where all say no', { b: 'not running', a: 'not running' }, { outcome: 'absent', asked: ['a', 'b'] }],
    ['none of none', {}, { outcome: 'absent', asked: [] }],
  ])('chooses %s', (_, hosts, chosen) => {
    const looks = Object.entries(hosts).map(([hostId, seen]) => ({ hostId, seen }));

    expect(chooseForeignHost(looks)).toEqual(chosen);
  });
});
