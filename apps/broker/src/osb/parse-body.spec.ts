import { describe, expect, it } from 'vitest';
import { acceptsIncomplete } from './accepts-incomplete.js';
import { BadRequestError } from './osb.errors.js';
import { parseBody } from './parse-body.js';
import { requestIdOf } from './request-context.js';

describe('parseBody', () => {
  it.each([
    ['', undefined],
    [' \r\n', undefined],
    ['{"a":[1]}', { a: [1] }],
    ['null', null],
    ['"text"', 'text'],
  ])('reads %j', (text, value) => {
    expect(parseBody(Buffer.from(text))).toEqual(value);
  });

  it.each(['{', 'text', '{"a":SECRET}', '{"__proto__":{}}', '{"a":[{"__proto__":1}]}'])('refuses %j (T13)', (text) => {
    expect(() => parseBody(Buffer.from(text))).toThrow(BadRequestError);
    expect(() => parseBody(Buffer.from(text))).not.toThrow('SECRET');
  });
});

describe('parseBody, byte for byte', () => {
  it.each([
    [Buffer.from('\ufeff{"a":"ü😀"}'), { a: 'ü😀' }],
    [Buffer.from(String.raw`{"a":"\ud83d\ude00"}`), { a: '😀' }],
    [Buffer.from('{"constructor":{"a":1},"prototype":1}'), { constructor: { a: 1 }, prototype: 1 }],
  ])('reads %s', (bytes, value) => {
    expect(parseBody(bytes)).toEqual(value);
  });

  it.each([
    ['not UTF-8', Buffer.from('{"a":"ü"}', 'latin1')],
    ['not valid JSON', Buffer.from('{"a":1}', 'utf16le')],
    ['not UTF-8', Buffer.from([0xed, 0xa0, 0x80])],
    ['half a character', Buffer.from(String.raw`{"a":["\ud800"]}`)],
    ['half a character', Buffer.from(String.raw`{"\udfff\ud800":1}`)],
    ['"constructor.prototype"', Buffer.from('{"a":{"constructor":{"prototype":{}}}}')],
    ['twice', Buffer.from('{"a":1,"a":1}')],
  ])('says %j', (reason, bytes) => {
    expect(() => parseBody(bytes)).toThrow(reason);
  });
});

describe('parseBody, deep down', () => {
  const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

  it('takes 32 levels, and brackets in texts count for none', () => {
    expect(() => parseBody(Buffer.from(nested(32)))).not.toThrow();
    expect(() => parseBody(Buffer.from(JSON.stringify({ text: '[{'.repeat(100), quote: '"[[' })))).not.toThrow();
  });

  it.each([33, 2_500, 50_000])('refuses %i levels (T12)', (levels) => {
    expect(() => parseBody(Buffer.from(nested(levels)))).toThrow('nested deeper than 32 levels');
  });
});

describe('acceptsIncomplete', () => {
  it.each([
    [undefined, false],
    ['false', false],
    ['true', true],
  ])('reads %s', (text, value) => {
    expect(acceptsIncomplete(text)).toBe(value);
  });

  it.each(['', 'True', '1', 'yes', 'true '])('refuses %j (URL-07)', (text) => {
    expect(() => acceptsIncomplete(text)).toThrow(BadRequestError);
  });
});

describe('requestIdOf', () => {
  it.each([
    ['abc', 'abc'],
    ['a\u0000\u001b[2Jb\u0085', 'a[2Jb'],
    ['x'.repeat(300), 'x'.repeat(255)],
    ['', 'own'],
    ['\u0007', 'own'],
    [undefined, 'own'],
    [['a', 'b'], 'own'],
  ])('makes of %j', (given, id) => {
    expect(requestIdOf({ 'x-broker-api-request-identity': given }, () => 'own')).toBe(id);
  });
});
