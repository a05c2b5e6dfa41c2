const ID = 'a'.repeat(64);
const CONTAINER = {
  Id: ID,
  Name: '/osb-1',
  Config: { Labels: { a: 'b' } },
  State: { Status: 'running', ExitCode: 0, StartedAt: '2026-01-01T00:00:00Z', Health: { Status: 'healthy' } },
  NetworkSettings: { Ports: { '6379/tcp': [{ HostIp: '0.0.0.0', HostPort: '20000' }] } },
  HostConfig: {
    PortBindings: { '6379/tcp': [{ HostIp: '', HostPort: '20000' }] },
    Memory: 1_024,
    NanoCpus: 250_000_000,
    PidsLimit: 64,
    RestartPolicy: { Name: 'always' },
  },
  Mounts: [{ Type: 'volume', Name: 'osb-1', Destination: '/data' }],
};
const SUMMARY = {
  Id: ID,
  Names: ['/osb-1'],
  Labels: { a: 'b' },
  State: 'running',
  Ports: [{ PrivatePort: 6_379, PublicPort: 20_000, Type: 'tcp' }],
  Mounts: [{ Type: 'volume', Name: 'osb-1' }],
};
const IMAGE = {
  Id: `sha256:${ID}`,
  RepoDigests: [`redis@sha256:${ID}`],
  Config: {
    ExposedPorts: { '6379/tcp': {} },
    Volumes: { '/data': {} },
    Labels: { v: '1' },
    Healthcheck: { Test: ['CMD', 'x'] },
  },
};
const NETWORK = {
  Id: ID,
  Name: 'net',
  Created: '2026-01-01T00:00:00Z',
  Driver: 'bridge',
  Options: { 'com.docker.network.bridge.enable_icc': 'false' },
};
const VOLUME = { Name: 'vol', Labels: { a: 'b' }, Driver: 'local', Options: null };

/** What an honest engine answers, by method and path without the version. */
const SHAPES: readonly (readonly [RegExp, number, unknown])[] = [
  [/^GET .*\/info/, 200, { ID: 'engine', SecurityOptions: ['name=seccomp,profile=default'], LiveRestoreEnabled: true }],
  [/^GET .*\/version/, 200, { Version: '20.10.24', ApiVersion: '1.41', MinAPIVersion: '1.24' }],
  [/^GET .*\/images\//, 200, IMAGE],
  [/^POST .*\/images\/create/, 200, { status: 'Downloading', id: 'a', progressDetail: { current: 10, total: 100 } }],
  [/^GET .*\/networks/, 200, [NETWORK]],
  [/^POST .*\/networks\/create/, 201, { Id: ID, Warning: '' }],
  [/^GET .*\/volumes\?/, 200, { Volumes: [VOLUME], Warnings: null }],
  [/^GET .*\/volumes/, 200, VOLUME],
  [/^POST .*\/volumes\/create/, 201, VOLUME],
  [/^GET .*\/containers\/json/, 200, [SUMMARY]],
  [/^GET .*\/containers\/[^/]+\/json/, 200, CONTAINER],
  [/^POST .*\/containers\/create/, 201, { Id: ID, Warnings: [] }],
  [/^POST .*\/containers\/[^/]+\/update/, 200, { Warnings: null }],
  [/^POST .*\/containers\/[^/]+\/exec/, 201, { Id: ID }],
  [/^GET .*\/exec\//, 200, { ID, Running: false, ExitCode: null, Pid: 0 }],
  [/^POST .*\/exec\//, 101, undefined],
  [/^GET .*\/logs/, 200, undefined],
];

/** `undefined` in place of a body: a stream of Docker's frames. */
export function honestAnswer(request: string): { readonly status: number; readonly shape: unknown } {
  const [, status, shape] = SHAPES.find(([pattern]) => pattern.test(request)) ?? [undefined, 204, {}];
  return { status, shape };
}
