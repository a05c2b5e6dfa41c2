import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BrokerConfig } from '../config/broker-config.types.js';
import type { DockerConfig } from '../config/docker-config.js';
import { RecordingLogger } from '../operations/testing/recording-logger.js';
import { BadRequestError } from '../osb/osb.errors.js';
import { AddressRefusedError } from './agents-registry.errors.js';
import { CheckedAddresses } from './checked-addresses.js';
import { InMemoryNameResolver } from './testing/in-memory-name-resolver.js';

const [HERE, ELSEWHERE] = ['this machine', 'elsewhere'];
const NAMES = {
  docker1: ['10.0.0.9', 'fd12::9'],
  rebound: ['10.0.0.9', '127.0.0.1'],
  metadata: ['169.254.169.254'],
  own: ['127.0.1.1'],
};

describe('CheckedAddresses (T8)', () => {
  let logger: RecordingLogger;

  beforeAll(() => {
    logger = RecordingLogger.install();
  });
  afterAll(() => {
    RecordingLogger.restore();
  });
  beforeEach(() => {
    logger.entries.length = 0;
  });

  const open = (docker: Partial<DockerConfig> = {}): CheckedAddresses => {
    const config = new BrokerConfig();
    Object.assign(config.docker, docker);
    return new CheckedAddresses(config, new InMemoryNameResolver(NAMES));
  };
  const check = (host: string, port: number, docker: Partial<DockerConfig> = {}, from = ELSEWHERE): Promise<void> =>
    open(docker).check({ field: 'DockerHost', host, port, isFromThisMachine: from === HERE });

  it.each<[string, number, Partial<DockerConfig>?, string?]>([
    ['10.0.0.9', 2376],
    ['docker1', 2375],
    ['a-name-that-nobody-knows-yet', 2376],
    ['10.0.0.9', 22, { allowedPorts: ['22'] }],
    ['10.0.0.9', 12_375, { allowInsecure: ['10.0.0.9:12375'] }],
    ['127.0.0.1', 40_000, {}, HERE],
    ['localhost', 40_000, {}, HERE],
    ['unix:///var/run/docker.sock', 0, {}, HERE],
    ['127.0.0.1', 2375, { allowLocal: 'always' }],
    ['own', 2376, { allowLocal: 'always' }],
    ['own', 2376, { allowedHostCidrs: ['127.0.1.0/24'] }],
  ])('takes %s:%i with %j from %s', async (host, port, docker, from) => {
    await check(host, port, docker, from);

    expect(logger.entries).toEqual([]);
  });

  it.each<[string, string, number, Partial<DockerConfig>?, string?]>([
    ["is the broker's own machine", '127.0.0.1', 2375],
    ["is the broker's own machine", '::ffff:127.0.0.1', 2375],
    ["is the broker's own machine", 'unix:///var/run/docker.sock', 0],
    ["is the broker's own machine", '127.0.0.1', 2375, { allowLocal: 'never' }, HERE],
    ['is, or leads to, loopback', '169.254.169.254', 2376],
    ['is, or leads to, loopback', 'metadata', 2376, {}, HERE],
    ['is, or leads to, loopback', 'rebound', 2376],
    ['is, or leads to, loopback', 'own', 2376, {}, HERE],
    ['DockerPort is a port where no Docker engine may be', '10.0.0.9', 22],
    ['DockerPort is a port where no Docker engine may be', 'docker1', 5_432],
  ])('says that it %s: %s:%i; and tells the operator', async (sentence, host, port, ...rest) => {
    const checked = check(host, port, ...rest);

    await expect(checked).rejects.toThrow(AddressRefusedError);
    await expect(checked).rejects.toThrow(sentence);
    expect(logger.entries).toMatchObject([
      { message: 'an agent names an address that hosts may not have', host, port },
    ]);
  });

  it('lets services of the same machine go by its name, but not those of another', async () => {
    const named = { field: 'ServiceHost', host: 'own' };

    await open().check({ ...named, isFromThisMachine: true });

    await expect(open().check({ ...named, isFromThisMachine: false })).rejects.toThrow('is, or leads to, loopback');
    await expect(open().check({ ...named, host: 'metadata', isFromThisMachine: true })).rejects.toThrow(
      'is, or leads to, loopback',
    );
  });

  it('wants addresses as they are usually written', async () => {
    await expect(check('2130706433', 2376)).rejects.toThrow(BadRequestError);
  });

  it('tells the same only once, however often an agent pings', async () => {
    const addresses = open();
    const named = { field: 'DockerHost', host: '127.0.0.1', port: 2375, isFromThisMachine: false };

    await expect(addresses.check(named)).rejects.toThrow(AddressRefusedError);
    await expect(addresses.check(named)).rejects.toThrow(AddressRefusedError);

    expect(logger.entries).toHaveLength(1);
  });
});
