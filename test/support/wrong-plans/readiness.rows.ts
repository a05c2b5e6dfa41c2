import { many, type WrongRow } from './wrong-row.js';

const SECONDS = 'allowed is a whole number from 1 to 3600';
const PORT = 'allowed is a whole number from 1 to 65535';
const WORDS = 'allowed is a list of 1 to 100 texts, the first not empty';
const PAGE = 'allowed is a path such as "/health"';

const check = (says: object): Readonly<Record<string, unknown>> => ({ healthcheck: { command: 'a', ...says } });
const ready = (readiness: unknown): Readonly<Record<string, unknown>> => ({ readiness });
const page = (says: object): Readonly<Record<string, unknown>> => ready({ http: { port: 80, path: '/', ...says } });

/** How a service is asked whether it serves. */
export const READINESS_ROWS: readonly WrongRow[] = [
  [
    'healthcheck',
    'allowed is an object such as {"command": ["redis-cli", "ping"], "intervalSeconds": 10}',
    { healthcheck: 'redis-cli ping' },
    { healthcheck: [] },
  ],
  ['healthcheck.command', 'is missing; allowed is a list of 1 to 100 texts, the first not empty', { healthcheck: {} }],
  ['healthcheck.command', 'allowed is text of 1 to 4096 characters, not of spaces alone', check({ command: ' ' })],
  [
    'healthcheck.command',
    WORDS,
    check({ command: [] }),
    check({ command: many(101, () => 'a') }),
    check({ command: 7 }),
  ],
  ['healthcheck.command[0]', 'allowed is text of up to 4096 characters', check({ command: [1] })],
  [
    'healthcheck.interval',
    'is not known; allowed is "command", "intervalSeconds", "timeoutSeconds", "startPeriodSeconds", "retries"',
    check({ interval: '10s' }),
  ],
  ...['intervalSeconds', 'timeoutSeconds', 'startPeriodSeconds'].map((name): WrongRow => [
    `healthcheck.${name}`,
    SECONDS,
    ...['10s', 0, 3_601, 1.5].map((seconds) => check({ [name]: seconds })),
  ]),
  ['healthcheck.retries', 'allowed is a whole number from 1 to 100', check({ retries: 0 }), check({ retries: 101 })],
  [
    'readiness',
    'allowed is an object with one of "log", "port", "exec" and "http", and perhaps "timeoutSeconds"',
    ready('ready'),
    ready([]),
  ],
  [
    'readiness',
    'allowed is exactly one of "log", "port", "exec" and "http"',
    ready({}),
    ready({ timeoutSeconds: 1 }),
    ready({ port: 1, log: 'x' }),
  ],
  [
    'readiness.smoke',
    'is not known; allowed is "log", "port", "exec", "http", "timeoutSeconds"',
    ready({ smoke: true }),
  ],
  [
    'readiness.log',
    'allowed is text of 1 to 255 characters, not of spaces alone',
    ready({ log: 1 }),
    ready({ log: '' }),
    ready({ log: 'x'.repeat(256) }),
  ],
  ['readiness.log', 'allowed is text beside "*"', ready({ log: ' ** ' })],
  ['readiness.port', PORT, ready({ port: 0 }), ready({ port: '80' }), ready({ port: 65_536 })],
  ['readiness.port', 'allowed is one of "ports"', { ports: [80], ...ready({ port: 81 }) }],
  ['readiness.exec', WORDS, ready({ exec: 'ping' }), ready({ exec: [] }), ready({ exec: ['', 'a'] })],
  ['readiness.exec[0]', 'allowed is text of up to 4096 characters', ready({ exec: [7] })],
  ['readiness.http', 'allowed is an object of "port", "path", "status"', ready({ http: '/health' })],
  ['readiness.http.port', `is missing; ${PORT}`, ready({ http: { path: '/' } })],
  ['readiness.http.port', PORT, page({ port: -1 }), page({ port: '80' })],
  ['readiness.http.port', 'allowed is one of "ports"', { ports: [80], ...page({ port: 81 }) }],
  ['readiness.http.path', `is missing; ${PAGE}`, ready({ http: { port: 80 } })],
  ['readiness.http.path', PAGE, ...['http://example.org', '/a\r\nb', 'a', 7].map((path) => page({ path }))],
  [
    'readiness.http.status',
    'allowed is a whole number from 100 to 599',
    page({ status: 600 }),
    page({ status: '2xx' }),
  ],
  ['readiness.http.host', 'is not known; allowed is "port", "path", "status"', page({ host: '169.254.169.254' })],
  [
    'readiness.timeoutSeconds',
    SECONDS,
    ...[0, 3_601, '60'].map((timeoutSeconds) => ready({ port: 80, timeoutSeconds })),
  ],
];
