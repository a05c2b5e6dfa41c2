import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, it } from 'vitest';
import { isFromThisMachine } from './is-from-this-machine.js';

describe('isFromThisMachine (T8, T17)', () => {
  it.each<[string, string | undefined, IncomingHttpHeaders, boolean]>([
    ['127.0.0.1', '127.0.0.1', {}, true],
    ['127.0.0.1', undefined, {}, true],
    ['::1', '::1', {}, true],
    ['::ffff:127.0.0.1', '::ffff:127.0.0.1', {}, true],
    ['10.0.0.5', '10.0.0.5', {}, true],
    ['10.0.0.6', '10.0.0.5', {}, false],
    ['::ffff:10.0.0.6', '::ffff:10.0.0.5', {}, false],
    ['12.7.0.1', '10.0.0.5', {}, false],
    ['', '', {}, false],
    ['127.0.0.1', '127.0.0.1', { 'x-forwarded-for': '10.0.0.6' }, false],
    ['127.0.0.1', '127.0.0.1', { forwarded: 'for=10.0.0.6' }, false],
    ['127.0.0.1', '127.0.0.1', { via: '1.1 proxy' }, false],
    ['10.0.0.6', '10.0.0.5', { 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1' }, false],
  ])('from %s to %s with %j: %s', (remoteAddress, localAddress, headers, expected) => {
    expect(isFromThisMachine({ headers, socket: { remoteAddress, localAddress } })).toBe(expected);
  });
});
