import { describe, expect, it } from 'vitest';
import { readOriginatingIdentity } from './read-originating-identity.js';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('readOriginatingIdentity', () => {
  it.each([
    [`cloudfoundry ${base64('{"user_id":"683ea748"}')}`, 'cloudfoundry', { user_id: '683ea748' }],
    [`kubernetes  ${base64('{"username":"ü","groups":["a"],"extra":{"x":["y"]}}')} `, 'kubernetes', { username: 'ü' }],
    ['other e30', 'other', {}],
    [`url ${Buffer.from('{"a":"??>>"}').toString('base64url')}`, 'url', { a: '??>>' }],
  ])('reads %j (HDR-07)', (header, platform, value) => {
    expect(readOriginatingIdentity(header)).toMatchObject({ platform, value });
  });

  it('is not missed (HDR-06)', () => {
    expect(readOriginatingIdentity(undefined)).toBe('absent');
  });

  it.each([
    '',
    ' ',
    'cloudfoundry',
    'cloudfoundry ',
    'cloudfoundry %%%',
    `cloudfoundry ${base64('[]')}`,
    `cloudfoundry ${base64('null')}`,
    `cloudfoundry ${base64('"x"')}`,
    `cloudfoundry ${base64('{')}`,
    `cloudfoundry ${base64('{}')} more`,
    base64('{}'),
    `${'x'.repeat(256)} e30=`,
    `cloud\u0000foundry e30=`,
    `cloudfoundry ${base64(JSON.stringify({ x: 'x'.repeat(8_192) }))}`,
    `cloudfoundry ${base64(`{"x":${'['.repeat(3_000)}${']'.repeat(3_000)}}`)}`,
    `cloudfoundry ${base64('{"__proto__":{"isAdmin":true}}')}`,
    ['a e30=', 'b e30='],
    7,
    null,
  ])('cannot read %j, and does not throw (HDR-07)', (header) => {
    expect(readOriginatingIdentity(header)).toBe('unreadable');
  });

  it('takes a value of 4 KiB and 8 levels, no more (T23)', () => {
    const long = (length: number): string => `x ${base64(JSON.stringify({ x: 'x'.repeat(length) }))}`;
    const deep = (levels: number): string => `x ${base64('{"x":'.repeat(levels) + '1' + '}'.repeat(levels))}`;

    expect(readOriginatingIdentity(long(4_096 - 8))).toMatchObject({ platform: 'x' });
    expect(readOriginatingIdentity(long(4_096 - 7))).toBe('unreadable');
    expect(readOriginatingIdentity(deep(8))).toMatchObject({ platform: 'x' });
    expect(readOriginatingIdentity(deep(9))).toBe('unreadable');
  });

  it('takes 8 KiB, no more', () => {
    const header = (length: number): string => `x ${base64(`{"x":"${'x'.repeat(length)}"}`)}`.padEnd(8_192);

    expect(readOriginatingIdentity(header(10))).toMatchObject({ platform: 'x' });
    expect(readOriginatingIdentity(`${header(10)} `)).toBe('unreadable');
  });
});
