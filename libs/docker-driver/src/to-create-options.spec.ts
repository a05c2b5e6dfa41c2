import { describe, expect, it } from 'vitest';

import { EngineRefusedError } from './docker-driver.errors.js';
import type { ContainerSpec } from './docker-driver.port.js';
import { toCreateOptions } from './to-create-options.js';

const spec: ContainerSpec = {
  name: 'osb-1',
  imageRef: 'registry.test:5000/redis:7',
  labels: { a: 'b' },
  environment: { A: 'b=c', EMPTY: '' },
  ports: [
    { port: 6379, protocol: 'tcp', hostPort: 20_000, hostIp: '0.0.0.0' },
    { port: 53, protocol: 'udp', hostPort: 20_001, hostIp: '10.0.0.1' },
  ],
  volumes: [{ volumeName: 'osb-1', path: '/data' }],
  networkName: 'osb-tenants',
  capabilities: ['CHOWN'],
  pidsLimit: 512,
};

describe('toCreateOptions', () => {
  it('says all that makes a container safe (T26)', () => {
    expect(toCreateOptions(spec)).toEqual({
      name: 'osb-1',
      Image: 'registry.test:5000/redis:7',
      Labels: { a: 'b' },
      Env: ['A=b=c', 'EMPTY='],
      ExposedPorts: { '6379/tcp': {}, '53/udp': {} },
      HostConfig: {
        CapDrop: ['ALL'],
        CapAdd: ['CHOWN'],
        SecurityOpt: ['no-new-privileges'],
        PidsLimit: 512,
        LogConfig: { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '3' } },
        RestartPolicy: { Name: 'always' },
        NetworkMode: 'osb-tenants',
        PortBindings: {
          '6379/tcp': [{ HostIp: '0.0.0.0', HostPort: '20000' }],
          '53/udp': [{ HostIp: '10.0.0.1', HostPort: '20001' }],
        },
        Mounts: [
          {
            Type: 'volume',
            Source: 'osb-1',
            Target: '/data',
            VolumeOptions: { NoCopy: false, Labels: { a: 'b' }, DriverConfig: { Name: 'local', Options: {} } },
          },
        ],
      },
    });
  });

  it('gives as much swap as memory, that is none, and CPUs by thousandths', () => {
    const { Cmd, HostConfig } = toCreateOptions({ ...spec, memoryBytes: 1024, milliCpus: 250, command: ['run'] });

    expect(HostConfig).toMatchObject({ Memory: 1024, MemorySwap: 1024, NanoCpus: 250_000_000 });
    expect(Cmd).toEqual(['run']);
  });

  it('lets it be said that the engine is not to start it again', () => {
    const { HostConfig } = toCreateOptions({ ...spec, restart: 'no' });

    expect(HostConfig).toMatchObject({ RestartPolicy: { Name: 'no' } });
  });

  it('says how the process runs and what it may touch', () => {
    const options = toCreateOptions({
      ...spec,
      entrypoint: ['tini', '--'],
      user: '999:999',
      shmBytes: 1024,
      isRootReadOnly: true,
      temporary: [{ path: '/run', sizeBytes: 2048 }],
      ulimits: { nofile: { soft: 1, hard: 2 } },
      health: { command: ['ok'], intervalMs: 1_000, retries: 3 },
    });

    expect(options).toMatchObject({
      Entrypoint: ['tini', '--'],
      User: '999:999',
      Healthcheck: { Test: ['CMD', 'ok'], Interval: 1_000_000_000, Timeout: 0, StartPeriod: 0, Retries: 3 },
      HostConfig: {
        ShmSize: 1024,
        ReadonlyRootfs: true,
        Tmpfs: { '/run': 'rw,noexec,nosuid,nodev,mode=1777,size=2048,uid=999,gid=999' },
        Ulimits: [{ Name: 'nofile', Soft: 1, Hard: 2 }],
      },
    });
  });

  it.each([
    [undefined, ''],
    ['redis', ''],
    ['999', ',uid=999'],
    ['0:0', ',uid=0,gid=0'],
    ['999:redis', ''],
  ])('gives what is in memory to the user %s', (user, owner) => {
    const { HostConfig } = toCreateOptions({
      ...spec,
      ...(user === undefined ? {} : { user }),
      temporary: [{ path: '/run', sizeBytes: 1 }],
    });

    expect(HostConfig?.Tmpfs).toEqual({ '/run': `rw,noexec,nosuid,nodev,mode=1777,size=1${owner}` });
  });

  it.each([
    { title: 'a host path for a volume', said: { volumes: [{ volumeName: '/etc', path: '/data' }] } },
    { title: "another container's network", said: { networkName: 'container:abc' } },
    { title: 'an empty name', said: { name: '' } },
    { title: 'a name that is a path', said: { name: '../x' } },
    { title: 'a reference with a query', said: { imageRef: 'redis?x=y' } },
    { title: 'a variable without a name', said: { environment: { '': 'x' } } },
  ])('refuses $title', ({ said }) => {
    expect(() => toCreateOptions({ ...spec, ...said })).toThrow(EngineRefusedError);
  });
});
