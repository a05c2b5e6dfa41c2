import { describe, expect, it } from 'vitest';
import { execOutcome } from '#docker-driver/testing';
import { WorkFailedError } from '../operations.errors.js';
import { readDashboardUrl } from './read-dashboard-url.js';
import { readScriptOutput } from './read-script-output.js';

describe('readScriptOutput', () => {
  it.each([
    ['', {}],
    [' \n', {}],
    ['{"a":1,"b":[null,{"c":true}]}\n', { a: 1, b: [null, { c: true }] }],
    ['{"__proto__":{"x":1},"y":{"__proto__":1,"z":2}}', { y: { z: 2 } }],
  ])('reads %j, a prototype for nothing (T13)', (stdout, value) => {
    expect(readScriptOutput('/bind', execOutcome({ stdout }))).toEqual(value);
  });

  it.each(['[]', '"SECRET"', '1', 'null', 'SECRET', '{"a":SECRET}', '{"a":1}{"b":2}'])(
    'refuses %j in silence (row 29)',
    (stdout) => {
      const read = (): unknown => readScriptOutput('/bind', execOutcome({ stdout }));

      expect(read).toThrow(WorkFailedError);
      expect(read).toThrow("The service's /bind script did not print");
      expect(read).not.toThrow('SECRET');
    },
  );

  it('refuses what was cut, and what is too deep (T25, row 29)', () => {
    const deep = `${'{"a":'.repeat(17)}1${'}'.repeat(17)}`;

    expect(() => readScriptOutput('/bind', execOutcome({ stdout: '{}', truncated: true }))).toThrow('printed too much');
    expect(() => readScriptOutput('/bind', execOutcome({ stdout: deep }))).toThrow('did not print a JSON object');
  });
});

describe('readDashboardUrl', () => {
  it.each([
    [{}, undefined],
    [{ dashboard_url: null }, undefined],
    [{ dashboard_url: '' }, undefined],
    [{ dashboard_url: 'http://d' }, 'http://d'],
  ])('reads %j', (output, url) => {
    expect(readDashboardUrl(output)).toBe(url);
  });

  it.each([1, true, {}, ['http://d'], 'x'.repeat(2_049)])('refuses %j', (url) => {
    expect(() => readDashboardUrl({ dashboard_url: url })).toThrow(WorkFailedError);
  });
});
