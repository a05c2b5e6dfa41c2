import { describe, expect, it } from 'vitest';
import { mayDrainTo } from './may-drain-to.js';

describe('where a tenant may have logs sent', () => {
  it.each(['logs.example.com', '192.0.2.1', '10.1.2.3', '2001:db8::1', 'localhost.example.com'])('is %s', (host) => {
    expect(mayDrainTo(host, [])).toBe(true);
  });

  it.each([
    'localhost',
    'some.localhost',
    '127.0.0.1',
    '169.254.169.254',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '2130706433',
    '0x7f.1',
    '127.1',
  ])('is not %s', (host) => {
    expect(mayDrainTo(host, [])).toBe(false);
  });

  it.each([
    ['127.0.0.1', true],
    ['127.0.0.2', false],
    ['::1', true],
  ])('may be allowed by its network: %s', (host, isAllowed) => {
    expect(mayDrainTo(host, ['127.0.0.1/32', '::1/128'])).toBe(isAllowed);
  });
});
