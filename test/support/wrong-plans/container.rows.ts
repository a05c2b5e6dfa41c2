import { many, type WrongRow } from './wrong-row.js';

const MEMORY = 'allowed is bytes as a whole number, or with a unit such as "512m" or "2g"; 6 MiB at least';

/** What is run, and with how much of the host. */
export const CONTAINER_ROWS: readonly WrongRow[] = [
  [
    'image',
    'allowed is a reference to an image, of up to 255 characters, such as mysql:8 or registry/name@sha256:…',
    ...['a b;c', 'Upper/case', 7, 'redis@sha256:abc', '', `${'a'.repeat(200)}@sha256:${'0'.repeat(64)}`].map(
      (image) => ({ image }),
    ),
  ],
  [
    'ports',
    'allowed is a list of up to 50 whole numbers from 1 to 65535',
    ...[6_379, [0], [65_536], [1.5], ['8080:80'], many(51, (index) => index + 1)].map((ports) => ({ ports })),
  ],
  [
    'environment',
    'allowed is an object of texts; the names are letters, digits and "_"',
    ...[['A=b'], { 'A B': 'c' }, { '1A': 'c' }, { A: 1 }].map((environment) => ({ environment })),
  ],
  [
    'command',
    'allowed is a list of up to 100 texts',
    ...['redis-server --save 1', [1], many(101, () => 'a')].map((command) => ({ command })),
  ],
  [
    'entrypoint',
    'allowed is a list of 1 to 100 texts, the first not empty',
    ...['sh', [], ['', 'a'], many(101, () => 'a')].map((entrypoint) => ({ entrypoint })),
  ],
  ['entrypoint[1]', 'allowed is text of up to 4096 characters', { entrypoint: ['sh', 1] }],
  ['memory', MEMORY, ...['5m', 'much', -1, true, 2 ** 60].map((memory) => ({ memory }))],
  ['cpu', 'allowed is a number of CPUs from 0.01 to 1024', ...[0, 1_025, '2', 0.0101, []].map((cpu) => ({ cpu }))],
  ['pids', 'allowed is a whole number from 1 to 1000000', ...[0, -1, 1.5, '9', 1_000_001].map((pids) => ({ pids }))],
  ['scripts', 'allowed is "required" or "optional"', { scripts: 'never' }, { scripts: true }],
  ['pull', 'allowed is "missing", "always" or "never"', { pull: 'sometimes' }, { pull: false }],
  ['prepull', 'allowed is true or false', { prepull: 'yes' }, { prepull: 1 }],
  ['prepull', 'needs another "pull" than "never"', { prepull: true, pull: 'never' }],
];

/** Whose container it is. */
export const TENANCY_ROWS: readonly WrongRow[] = [
  [
    'numinstances',
    'allowed is a whole number from 0 to 10000',
    ...[-1, 10_001, 1.5, '3'].map((numinstances) => ({ numinstances })),
  ],
  [
    'containername',
    'allowed is the name of a container; "numinstances" is then 0 or left out',
    { containername: '../etc' },
    { containername: 7 },
    { containername: 'c', numinstances: 3 },
  ],
  [
    'containerhost',
    'allowed is the id or the service host of a Docker host, as in /ping; "containername" is then given',
    { containerhost: 'h1' },
    { containername: 'c', numinstances: 0, containerhost: '' },
    { containername: 'c', numinstances: 0, containerhost: 1 },
  ],
];

/** How many instances there may be, and where their logs go. */
export const LIMIT_ROWS: readonly WrongRow[] = [
  ...['maxinstances', 'maxinstancesperorg', 'maxinstancesperspace'].map((name): WrongRow => [
    name,
    'allowed is a whole number from 1 to 1000000',
    ...[0, -1, 1.5, '3', []].map((most) => ({ [name]: most })),
  ]),
  [
    'syslogdrain',
    'allowed is syslog://host:port or syslog-tls://host:port; "numinstances" is then 0 or 1, and "containername" left out',
    ...['logs', 'http://logs:514', 514, ''].map((syslogdrain) => ({ syslogdrain })),
    { syslogdrain: 'syslog://logs:514', numinstances: 3 },
  ],
];
