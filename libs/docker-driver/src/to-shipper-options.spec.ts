import { describe, expect, it } from 'vitest';

import { toShipperOptions } from './to-shipper-options.js';

const SPEC = {
  name: 'shipper',
  imageRef: 'log-shipper:1',
  labels: { role: 'log-shipper' },
  networkName: 'drains',
  memoryBytes: 1_048_576,
  volume: { volumeName: 'shipper', path: '/state' },
  containersPath: '/containers',
};

describe('the options of a log shipper', () => {
  const { HostConfig: host, ...options } = toShipperOptions(SPEC, '/srv/docker');

  it('mount of the host the directory of containers alone, and only for reading', () => {
    expect(host?.Mounts).toEqual([
      { Type: 'volume', Source: 'shipper', Target: '/state' },
      { Type: 'bind', Source: '/srv/docker/containers', Target: '/containers', ReadOnly: true },
    ]);
  });

  it('give no capability, no port, no new privileges and nothing to write to', () => {
    expect(host).toMatchObject({ CapDrop: ['ALL'], SecurityOpt: ['no-new-privileges'], ReadonlyRootfs: true });
    expect(host).not.toHaveProperty('CapAdd');
    expect(host).not.toHaveProperty('PortBindings');
    expect(options).not.toHaveProperty('ExposedPorts');
  });

  it('bound its memory and its processes', () => {
    expect(host).toMatchObject({ Memory: 1_048_576, MemorySwap: 1_048_576, PidsLimit: 256 });
  });
});
