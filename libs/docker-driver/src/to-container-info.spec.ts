import { describe, expect, it } from 'vitest';

import { EngineAnswerError } from './docker-driver.errors.js';
import { toContainerInfo } from './to-container-info.js';

const both = [
  { HostIp: '0.0.0.0', HostPort: '20000' },
  { HostIp: '::', HostPort: '20000' },
];
const answer = {
  Id: 'abc',
  Name: '/osb-1',
  Config: { Labels: { a: 'b' } },
  State: { Status: 'running', ExitCode: 0, StartedAt: '2026-01-01T00:00:00Z', Health: { Status: 'starting' } },
  NetworkSettings: { Ports: { '6379/tcp': both, '80/tcp': null, '9/sctp': both } },
  HostConfig: {
    PortBindings: { '6379/tcp': [{ HostIp: '', HostPort: '20000' }] },
    Memory: 1024,
    NanoCpus: 250_000_000,
    PidsLimit: 64,
    RestartPolicy: { Name: 'always' },
  },
  Mounts: [
    { Type: 'volume', Name: 'osb-1', Destination: '/data' },
    { Type: 'bind', Source: '/etc' },
  ],
};
const port = { port: 6379, protocol: 'tcp', hostPort: 20_000, hostIp: '0.0.0.0' };

describe('toContainerInfo', () => {
  it('reads a running container', () => {
    expect(toContainerInfo(answer)).toEqual({
      containerId: 'abc',
      name: 'osb-1',
      labels: { a: 'b' },
      state: 'running',
      exitCode: 0,
      startedAt: '2026-01-01T00:00:00Z',
      health: 'starting',
      ports: [port],
      volumes: [{ volumeName: 'osb-1', path: '/data' }],
      memoryBytes: 1024,
      milliCpus: 250,
      pidsLimit: 64,
      restart: 'always',
    });
  });

  it('tells of a stopped one what will be published', () => {
    expect(toContainerInfo({ ...answer, NetworkSettings: { Ports: {} } }).ports).toEqual([port]);
  });

  it('does without what engines leave out', () => {
    const state = { Status: 'created', ExitCode: 0, StartedAt: '' };

    const info = toContainerInfo({ Id: 'abc', Name: '/x', State: state, Config: { Labels: null } });

    expect(info).toMatchObject({ labels: {}, health: 'none', ports: [], volumes: [], memoryBytes: 0, restart: 'no' });
  });

  it.each([
    null,
    [],
    'text',
    {},
    { ...answer, Id: 7 },
    { ...answer, State: { ...answer.State, Status: 'unheard of' } },
    { ...answer, State: { ...answer.State, ExitCode: '0' } },
    { ...answer, Config: { Labels: { a: 1 } } },
    { ...answer, Mounts: {} },
    { ...answer, Mounts: [null] },
    { ...answer, Mounts: [{ Type: 'volume', Name: 'osb-1' }] },
    { ...answer, HostConfig: { Memory: '1024' } },
  ])('refuses %j', (wrong) => {
    expect(() => toContainerInfo(wrong)).toThrow(EngineAnswerError);
  });
});
