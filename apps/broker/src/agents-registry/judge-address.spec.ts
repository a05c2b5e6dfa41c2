import { describe, expect, it } from 'vitest';
import { isAllowedPort } from './is-allowed-port.js';
import { type AddressFault, judgeAddress } from './judge-address.js';

const FROM_ELSEWHERE = { allowedHostCidrs: [], mayBeLocal: false };

describe('judgeAddress (T8)', () => {
  it.each([
    '10.0.0.9',
    '192.168.1.1',
    '172.17.0.2',
    '8.8.8.8',
    '192.0.2.1',
    '100.64.0.1',
    '2001:db8::9',
    'fd12:3456::1',
    '::ffff:10.0.0.9',
    'docker1',
    'docker1.example.org',
    '10.docker.example.org',
    'localhost.example.org',
    'notlocalhost',
  ])('lets agents be at %s', (host) => {
    expect(judgeAddress(host, FROM_ELSEWHERE)).toBeUndefined();
  });

  it.each<[AddressFault, readonly string[]]>([
    ['local', ['127.0.0.1', '127.255.255.254', '::1', '0:0:0:0:0:0:0:1', 'localhost', 'LOCALHOST', 'x.localhost']],
    ['local', ['::ffff:127.0.0.1', '::ffff:7f00:1', '::127.0.0.1', '::7f00:1', '64:ff9b::7f00:1', '2002:7f00:1::9']],
    ['local', ['::ffff:0:127.0.0.1', 'unix:///var/run/docker.sock']],
    ['forbidden', ['169.254.169.254', '169.254.0.1', 'fe80::1', 'fe80::1%eth0', '::ffff:169.254.169.254']],
    ['forbidden', ['64:ff9b::a9fe:a9fe', '2002:a9fe:a9fe::', '::a9fe:a9fe']],
    ['forbidden', ['0.0.0.0', '0.0.0.1', '::', '::ffff:0.0.0.0', '255.255.255.255', '::ffff:ffff:ffff']],
    ['forbidden', ['224.0.0.1', '239.255.255.250', 'ff02::1', '::ffff:224.0.0.1']],
    ['forbidden', ['fd00:ec2::254', '100.100.100.200', '168.63.129.16', '192.0.0.192']],
    ['forbidden', ['fd00:ec2::254%1', 'fd00:ec2::254%eth0', 'fd00:ec2::23', 'fd20:ce::254', 'fd00:c1::a9fe:a9fe']],
    ['forbidden', ['64:ff9b:1::a9fe:a9fe', '64:ff9b:1:7::a9fe:a9fe', '::ffff:169.254.169.254%1']],
    ['local', ['::1%1', '::1%a-b', '::1%eth0.1', '::ffff:127.0.0.1%a:b']],
    ['forbidden', ['fe80::1%eth0.100', 'fd00:ec2::254%a-b', '::ffff:169.254.169.254%a-b', '::%a-b']],
    ['odd', ['2130706433', '0x7f000001', '0x7f.1', '127.1', '0177.0.0.1', '127.0.0.01', '1.2.3', '017700000001']],
    ['odd', ['10.0.0.256', '1.2.3.4.5', 'x.0x']],
  ])('finds %s what is so in every spelling: %s', (fault, hosts) => {
    for (const host of hosts) expect([host, judgeAddress(host, FROM_ELSEWHERE)]).toEqual([host, fault]);
  });

  it.each(['127.0.0.1', '::1', 'localhost', '::ffff:127.0.0.1', 'unix:///var/run/docker.sock'])(
    'lets an agent of the same machine be at %s',
    (host) => {
      expect(judgeAddress(host, { ...FROM_ELSEWHERE, mayBeLocal: true })).toBeUndefined();
    },
  );

  it('lets nobody be at the address of metadata, of the same machine or not', () => {
    expect(judgeAddress('169.254.169.254', { ...FROM_ELSEWHERE, mayBeLocal: true })).toBe('forbidden');
  });

  it.each([
    ['127.0.0.9', '127.0.0.0/8'],
    ['::ffff:127.0.0.9', '127.0.0.0/8'],
    ['169.254.7.7', '169.254.7.0/24'],
    ['fe80::7', 'fe80::/10'],
    ['fe80::7%eth-0', 'fe80::/10'],
  ])('takes %s where docker.allowedHostCidrs has %s', (host, cidr) => {
    expect(judgeAddress(host, { mayBeLocal: false, allowedHostCidrs: ['2001:db8::/32', cidr] })).toBeUndefined();
    expect(judgeAddress(host, { mayBeLocal: false, allowedHostCidrs: ['10.0.0.0/8'] })).toBeDefined();
  });
});

describe('isAllowedPort (T8)', () => {
  it.each([
    [2376, true],
    [3000, true],
    [3005, true],
    [3010, true],
    [2999, false],
    [3011, false],
    [22, false],
  ])('%i: %s', (port, isAllowed) => {
    expect(isAllowedPort(port, ['2376', '3000-3010'])).toBe(isAllowed);
  });
});
