import { describe, expect, it } from 'vitest';
import { toHealthResult } from './to-health-result.js';

const WELL = { known: 2, silent: 0, failing: 0, full: 0, unsafe: 0, usable: 2 };

describe('toHealthResult', () => {
  it.each([
    ['all is well', WELL, 'up'],
    ['one of them is switched off', { ...WELL, usable: 1 }, 'up'],
    ['there are none', { known: 0, silent: 0, failing: 0, full: 0, unsafe: 0, usable: 0 }, 'degraded'],
    ['none can be used', { ...WELL, usable: 0 }, 'degraded'],
    ['one is silent', { ...WELL, silent: 1, usable: 1 }, 'degraded'],
    ["one's engine is unsafe", { ...WELL, unsafe: 1, usable: 1 }, 'degraded'],
    ["one's engine fails", { ...WELL, failing: 1, usable: 1 }, 'degraded'],
    ['one is full', { ...WELL, full: 1, usable: 1 }, 'degraded'],
  ])('of hosts when %s', (_, hosts, status) => {
    expect(toHealthResult({ state: 'serving', hosts })).toEqual({
      database: { status: 'up' },
      hosts: { status, ...hosts },
    });
  });

  it.each([
    ['away', 'does not answer'],
    ['other schema', 'was changed by another version of the broker'],
    ['other key', 'is sealed with another key than the one of this broker'],
  ] as const)('of a database that is "%s"', (state, message) => {
    expect(toHealthResult({ state, hosts: undefined })).toEqual({ database: { status: 'down', message } });
  });
});
