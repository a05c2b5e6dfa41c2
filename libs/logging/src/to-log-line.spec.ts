import { describe, expect, it } from 'vitest';
import { toLogLine } from './to-log-line.js';

const read = (fields: Record<string, unknown>): Record<string, unknown> =>
  JSON.parse(toLogLine(fields)) as Record<string, unknown>;

describe('toLogLine', () => {
  it('keeps control characters from starting a line or moving a cursor (T20)', () => {
    const line = toLogLine({ message: 'a\nb\r\u001b[2J\u009b\u2028\u202e{"level":"info"}' });

    expect(line).toMatch(/^[\x20-\x7e]*$/);
    expect(line).toContain(String.raw`a\nb\r\u001b[2J\u009b\u2028\u202e`);
  });

  it.each([
    ['password'],
    ['Password'],
    ['dbPasswd'],
    ['credentials'],
    ['Authorization'],
    ['clientSecret'],
    ['key'],
    ['client_key'],
    ['privateKey'],
    ['set-cookie'],
    ['accessToken'],
  ])('says nothing under %s, at any depth', (name) => {
    expect(read({ [name]: 'hunter2', inner: [{ [name]: { deep: 'hunter2' } }] })).toEqual({
      [name]: '[redacted]',
      inner: [{ [name]: '[redacted]' }],
    });
  });

  it('keeps what only looks like it', () => {
    const fields = { liveKey: 'i/1', keys: 3, monkey: 'x', password: null };

    expect(read(fields)).toEqual(fields);
  });

  it('hides the password of an URL', () => {
    expect(read({ message: 'mysql://user:hunter2@db:3306/x failed' })).toEqual({
      message: 'mysql://user:[redacted]@db:3306/x failed',
    });
  });

  it('cuts a key at 255 characters (T20)', () => {
    const line = toLogLine({ value: { ['k'.repeat(10_000)]: 1 } });

    expect(JSON.parse(line)).toEqual({ value: { ['k'.repeat(255)]: 1 } });
  });

  it('cuts a text at 2 KiB (T20)', () => {
    const { plain, wide } = read({ plain: 'x'.repeat(100_000), wide: 'ä'.repeat(2000) }) as Record<string, string>;

    expect(Buffer.byteLength(plain ?? '')).toBeLessThanOrEqual(2048);
    expect(plain?.endsWith('x…')).toBe(true);
    expect(Buffer.byteLength(wide ?? '')).toBeLessThanOrEqual(2048);
    expect(wide?.endsWith('ä…')).toBe(true);
  });

  it('survives what JSON cannot say', () => {
    const endless: Record<string, unknown> = { n: 10n, at: new Date(0), bytes: Buffer.from('x') };
    endless['self'] = endless;

    expect(read({ endless })).toMatchObject({
      endless: { n: '10', at: '1970-01-01T00:00:00.000Z', bytes: '[omitted]', self: { self: { n: '10' } } },
    });
  });

  it('takes __proto__ for a key like any other', () => {
    const line = toLogLine({ inner: JSON.parse('{"__proto__":{"x":1}}') as unknown });

    expect(line).toBe('{"inner":{"__proto__":{"x":1}}}');
  });

  it.each<[string, unknown, string]>([
    ['a number', 12.5, '12.5'],
    ['what is no number', Number.NaN, 'null'],
    ['a quote and a backslash', 'say "\\"', String.raw`"say \"\\\""`],
    ['other letters', 'Grüße', '"Grüße"'],
    ['true', true, 'true'],
    ['null', null, 'null'],
  ])('writes %s as JSON does', (_what, value, json) => {
    expect(toLogLine({ value })).toBe(`{"value":${json}}`);
  });

  it('says nothing of a number under a secret key, and leaves out what JSON cannot say', () => {
    expect(toLogLine({ token: 12, nothing: undefined, work: () => 1, last: 1 })).toBe(
      '{"token":"[redacted]","last":1}',
    );
  });

  it('puts the head first, and lets no field take its place', () => {
    expect(toLogLine({ level: 'fatal', more: 1, toString: 2 }, { level: 'info', message: undefined })).toBe(
      '{"level":"info","more":1,"toString":2}',
    );
  });
});
