import { describe, expect, it } from 'vitest';
import { UsageError } from './configuration.errors.js';
import { readFlags } from './read-flags.js';

const NAMES = ['config', 'cacert'] as const;

describe('readFlags', () => {
  it.each([
    ['nothing', [], {}],
    ['one dash', ['-config', 'a.json'], { config: 'a.json' }],
    ['two dashes', ['--config', 'a.json'], { config: 'a.json' }],
    ['an equals sign', ['-config=a=b.json', '--cacert=ca.pem'], { config: 'a=b.json', cacert: 'ca.pem' }],
    ['a value with a dash', ['-config', '-'], { config: '-' }],
    ['a flag twice', ['-config', 'a', '-config', 'b'], { config: 'b' }],
  ])('reads %s', (_, argv, flags) => {
    expect(readFlags(argv, NAMES)).toEqual(flags);
  });

  it.each([
    ['an unknown flag', ['-port', '1'], 'unknown argument -port'],
    ['an unknown flag with an equals sign', ['-port=1'], 'unknown argument -port'],
    ['a word', ['a.json'], 'unknown argument a.json'],
    ['a flag without a value', ['-config'], 'no value for -config'],
    ['an empty value', ['-config='], 'no value for -config'],
  ])('refuses %s', (_, argv, message) => {
    expect(() => readFlags(argv, NAMES)).toThrow(UsageError);
    expect(() => readFlags(argv, NAMES)).toThrow(message);
    expect(() => readFlags(argv, NAMES)).toThrow('usage: [-config FILE] [-cacert FILE]');
  });
});
