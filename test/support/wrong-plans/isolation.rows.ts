import { many, type WrongRow } from './wrong-row.js';

const SPACE = 'allowed is bytes as a whole number, or with a unit such as "64m" or "2g"; from 1 MiB to 64 TiB';
const PLACE =
  'allowed is an absolute path inside the container, never one of the Docker host: without ":" and "..", not "/" itself, not below /proc, /sys and /dev, and no docker.sock';
const CAPABILITY =
  'allowed is one of "CHOWN", "DAC_OVERRIDE", "FOWNER", "KILL", "NET_BIND_SERVICE", "SETGID", "SETUID"';
const LABEL =
  'allowed is names of small letters, digits, ".", "_" and "-"; none begins with "docker-broker.", "com.docker.", "io.docker." or "org.dockerproject."';
const LIMITS = { core: 2 ** 40, fsize: 2 ** 50, memlock: 2 ** 40, nofile: 1_048_576, stack: 2 ** 40 };
/** What plans of other tools say to reach the host. */
const HOST_PLACES = [
  '/etc:/host',
  '/var/run/docker.sock:/var/run/docker.sock',
  '/var/run/docker.sock',
  '/run/containerd/containerd.sock',
  '/proc/sys',
  '/sys',
  '/dev/sda',
  '/a/../etc',
  '/',
  'data',
  '/a\nb',
  '',
];

/** The walls around a process. */
export const ISOLATION_ROWS: readonly WrongRow[] = [
  [
    'user',
    'allowed is a user of the image, such as redis, 999 or 999:999',
    ...['root;sh', 0, '', 'a:b:c'].map((user) => ({ user })),
  ],
  ['shm', SPACE, ...['64 miles', '1k', '65t', -1, {}].map((shm) => ({ shm }))],
  ['restart', 'allowed is "always", "on-failure", "no" or "unless-stopped"', { restart: 'now' }, { restart: true }],
  [
    'capabilities',
    'allowed is a list of "CHOWN", "DAC_OVERRIDE", "FOWNER", "KILL", "NET_BIND_SERVICE", "SETGID" and "SETUID"',
    { capabilities: 'CHOWN' },
  ],
  ['capabilities', 'allowed is no name twice', { capabilities: ['KILL', 'KILL'] }],
  [
    'capabilities[1]',
    CAPABILITY,
    ...['SYS_ADMIN', 'NET_RAW', 'NET_ADMIN', 'SYS_PTRACE', 'ALL', 'CAP_CHOWN', 'chown', 7].map((name) => ({
      capabilities: ['KILL', name],
    })),
  ],
  ['readonlyRoot', 'allowed is true or false', { readonlyRoot: 'yes' }, { readonlyRoot: 0 }],
  ['labels', 'allowed is an object of up to 50 texts', { labels: ['team'] }, { labels: 'team' }],
  ['labels', 'allowed is at most 50 labels', { labels: Object.fromEntries(many(51, (index) => [`l${index}`, ''])) }],
  [
    'labels',
    LABEL,
    ...['docker-broker.instance', 'com.docker.compose.project', 'a b', 'Team'].map((name) => ({
      labels: { [name]: 'x' },
    })),
  ],
  ['labels.team', 'allowed is text of up to 4096 characters', { labels: { team: 1 } }],
  ['hostLabels', 'allowed is an object', { hostLabels: 'ssd' }, { hostLabels: ['ssd'] }],
  [
    'hostLabels',
    'allowed is at most 20 labels',
    { hostLabels: Object.fromEntries(many(21, (index) => [`l${index}`, 'x'])) },
  ],
  ['hostLabels', 'allowed is names of 1 to 63', ...['', 'a b', '-a'].map((name) => ({ hostLabels: { [name]: 'x' } }))],
  [
    'hostLabels.disk',
    'allowed is text of up to 63',
    { hostLabels: { disk: 'a fast one' } },
    { hostLabels: { disk: 1 } },
  ],
  [
    'ulimits',
    'allowed is an object of "core", "fsize", "memlock", "nofile" and "stack"',
    { ulimits: [] },
    { ulimits: 1 },
  ],
  [
    'ulimits.nproc',
    'is not known; allowed is "core", "fsize", "memlock", "nofile", "stack"',
    { ulimits: { nproc: { soft: 1, hard: 1 } } },
  ],
  ...Object.entries(LIMITS).flatMap(([name, most]) => ulimitRows(name, most)),
];

export const PLACE_ROWS: readonly WrongRow[] = [
  ...['volumes', 'tmpfs'].flatMap(placeRows),
  ['tmpfs[1]', 'is in "volumes" too; allowed is one of both', { volumes: ['/a'], tmpfs: ['/b', '/a'] }],
];

function ulimitRows(name: string, most: number): readonly WrongRow[] {
  const limit = (value: unknown): { readonly ulimits: unknown } => ({ ulimits: { [name]: value } });
  const range = `allowed is a whole number from 0 to ${most}`;
  return [
    [`ulimits.${name}`, 'allowed is an object of "soft", "hard"', limit(1_024), limit('unlimited')],
    [`ulimits.${name}`, 'allowed is a "soft" that is not above "hard"', limit({ soft: 2, hard: 1 })],
    [`ulimits.${name}.soft`, range, limit({ soft: -1, hard: 1 }), limit({ soft: '1', hard: 1 })],
    [`ulimits.${name}.hard`, range, limit({ soft: 1, hard: most + 1 })],
    [`ulimits.${name}.hard`, `is missing; ${range}`, limit({ soft: 1 })],
  ];
}

function placeRows(name: string): readonly WrongRow[] {
  const places = (...values: readonly unknown[]): Readonly<Record<string, unknown>> => ({ [name]: values });
  return [
    [
      name,
      'allowed is a list of up to 20 absolute paths, or objects such as {"path": ',
      { [name]: '/data' },
      places(...many(21, (index) => `/a${index}`)),
    ],
    [name, 'allowed is no path twice', places('/a', '/a/'), places('/a', { path: '/a' })],
    [`${name}[0]`, PLACE, ...HOST_PLACES.map((place) => places(place))],
    [`${name}[0]`, 'allowed is an object of "path", "size"', places(7), places(['/a'])],
    [`${name}[0].path`, PLACE, ...HOST_PLACES.map((path) => places({ path }))],
    [`${name}[0].path`, `is missing; ${PLACE}`, places({ size: '1g' })],
    [`${name}[0].size`, SPACE, places({ path: '/a', size: '1k' }), places({ path: '/a', size: true })],
    [`${name}[0].source`, 'is not known; allowed is "path", "size"', places({ path: '/a', source: '/etc' })],
  ];
}
