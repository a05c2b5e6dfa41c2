import { describe, expect, it } from 'vitest';
import { refuseContentEncoding, refuseMediaType } from './check-media-type.js';

describe('refuseMediaType', () => {
  it.each([
    undefined,
    'application/json',
    'Application/JSON',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'application/json; v=1 ; charset=utf8',
    'application/vnd.api+json',
    'application/json;',
  ])('takes %j (HDR-13)', (type) => {
    expect(refuseMediaType({ 'content-type': type })).toBeUndefined();
  });

  it.each([
    '',
    'nonsense',
    'text/plain',
    'text/json',
    'application/jsonp',
    'application/x-www-form-urlencoded',
    '+json',
  ])('refuses %j (HDR-14)', (type) => {
    expect(refuseMediaType({ 'content-type': type })).toBe('The Content-Type must be application/json.');
  });

  it.each(['latin1', 'utf-16', '"iso-8859-1"', 'utf-8; charset=utf-16', ''])('refuses the charset %j', (charset) => {
    expect(refuseMediaType({ 'content-type': `application/json; charset=${charset}` })).toContain('UTF-8');
  });
});

describe('refuseContentEncoding', () => {
  it.each([undefined, '', 'identity', ' Identity '])('takes %j', (encoding) => {
    expect(refuseContentEncoding({ 'content-encoding': encoding })).toBeUndefined();
  });

  it.each(['gzip', 'br', 'identity, gzip', 'nonsense'])('refuses %j', (encoding) => {
    expect(refuseContentEncoding({ 'content-encoding': encoding })).toContain('Content-Encoding');
  });
});
