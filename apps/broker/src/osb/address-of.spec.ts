import { describe, expect, it } from 'vitest';
import { addressOf, networkOf } from './address-of.js';

describe('the address of a client (T17)', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8::1', '2001:db8::1'],
    ['', 'unknown'],
    ['anything', 'unknown'],
    ['192.0.2.1, 192.0.2.2', 'unknown'],
  ])('of %j is %j', (ip, address) => {
    expect(addressOf({ ip })).toBe(address);
  });

  it('is unknown on a socket of UNIX', () => {
    expect(addressOf({ ip: undefined as never })).toBe('unknown');
  });
});

describe('what is counted together (T4)', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:0DB8:0:0:ffff::', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['unknown', 'unknown'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
