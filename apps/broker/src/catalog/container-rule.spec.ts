import { describe, expect, it } from 'vitest';
import { containerRule } from './container-rule.js';

const OTHERS = 'org.example.';

describe('containerRule', () => {
  it.each<[string, object]>([
    ['nothing', {}],
    ['an entrypoint', { entrypoint: ['tini', '--', ''] }],
    ['places with and without sizes', { volumes: ['/data', { path: '/log/', size: '1g' }], tmpfs: [{ path: '/run' }] }],
    [
      'places whose names only begin like those of the kernel',
      { volumes: ['/processes', '/system', '/device', '/..data'] },
    ],
    ['no capability at all', { capabilities: [] }],
    [
      'every capability',
      { capabilities: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'KILL', 'NET_BIND_SERVICE', 'SETGID', 'SETUID'] },
    ],
    ['limits', { ulimits: { nofile: { soft: 0, hard: 1_048_576 }, core: { soft: 0, hard: 0 } } }],
    ['labels', { labels: { a: '', [`${OTHERS}team-1_x`]: 'x' } }],
    ['fifty labels', { labels: Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`l${index}`, ''])) }],
    ['a health check for a shell', { healthcheck: { command: 'a && b' } }],
    [
      'a whole health check',
      {
        healthcheck: { command: ['a'], intervalSeconds: 1, timeoutSeconds: 3_600, startPeriodSeconds: 1, retries: 100 },
      },
    ],
    ['a line of the log', { readiness: { log: 'ready * accept', timeoutSeconds: 60 } }],
    ['a port', { readiness: { port: 6379 } }],
    ['a published port', { ports: [80, 6379], readiness: { port: 6379 } }],
    ['a command', { readiness: { exec: ['ping'] } }],
    ['a page', { ports: [80], readiness: { http: { port: 80, path: '/a/b?c=%20d', status: 204 } } }],
  ])('takes %s', (_, definition) => {
    expect(containerRule(definition)).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['an empty entrypoint', { entrypoint: [] }, 'entrypoint'],
    ['an entrypoint without a program', { entrypoint: ['', 'a'] }, 'entrypoint'],
    ['a number in it', { entrypoint: ['a', 1] }, 'entrypoint[1]'],
    ['a relative volume', { volumes: ['data'] }, 'volumes[0]'],
    ['a volume of the host', { volumes: ['/a', '/a:/b'] }, 'volumes[1]'],
    ['a way up', { volumes: ['/a/../etc'] }, 'volumes[0]'],
    ['the root', { volumes: ['/'] }, 'volumes[0]'],
    ['a place of the kernel', { volumes: ['/proc/sys'] }, 'volumes[0]'],
    ['a line break', { volumes: ['/a\nb'] }, 'volumes[0]'],
    ['a place without its path', { volumes: [{ size: '1g' }] }, 'volumes[0].path'],
    ['too little room', { volumes: [{ path: '/a', size: '1k' }] }, 'volumes[0].size'],
    ['too much room', { tmpfs: [{ path: '/a', size: '65t' }] }, 'tmpfs[0].size'],
    ['another word for room', { tmpfs: [{ path: '/a', bytes: 1 }] }, 'tmpfs[0].bytes'],
    ['a place twice', { tmpfs: ['/a', { path: '/a/' }] }, 'tmpfs'],
    ['a place on a volume and in memory', { volumes: ['/a'], tmpfs: ['/b', '/a'] }, 'tmpfs[1]'],
    ['a capability beyond', { capabilities: ['CHOWN', 'SYS_ADMIN'] }, 'capabilities[1]'],
    ['a capability in its long form', { capabilities: ['CAP_CHOWN'] }, 'capabilities[0]'],
    ['a capability twice', { capabilities: ['CHOWN', 'CHOWN'] }, 'capabilities'],
    ['a limit that other tenants count for', { ulimits: { nproc: { soft: 1, hard: 1 } } }, 'ulimits.nproc'],
    ['half a limit', { ulimits: { nofile: { soft: 1 } } }, 'ulimits.nofile.hard'],
    ['no limit', { ulimits: { nofile: { soft: -1, hard: 1 } } }, 'ulimits.nofile.soft'],
    ['too high a limit', { ulimits: { nofile: { soft: 1, hard: 1_048_577 } } }, 'ulimits.nofile.hard'],
    ['a limit above itself', { ulimits: { nofile: { soft: 2, hard: 1 } } }, 'ulimits.nofile'],
    ['a label of ours', { labels: { 'docker-broker.instance': 'x' } }, 'labels'],
    ['a label of Compose', { labels: { 'com.docker.compose.project': 'x' } }, 'labels'],
    ['a label with a space', { labels: { 'a b': 'x' } }, 'labels'],
    ['a label that is a number', { labels: { a: 1 } }, 'labels.a'],
    [
      'too many labels',
      { labels: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`l${index}`, ''])) },
      'labels',
    ],
    ['a health check of nothing', { healthcheck: {} }, 'healthcheck.command'],
    ['a health check that is blank', { healthcheck: { command: ' ' } }, 'healthcheck.command'],
    ['an interval as text', { healthcheck: { command: 'a', intervalSeconds: '10s' } }, 'healthcheck.intervalSeconds'],
    ['no retry', { healthcheck: { command: 'a', retries: 0 } }, 'healthcheck.retries'],
    ['no sign', { readiness: { timeoutSeconds: 1 } }, 'readiness'],
    ['two signs', { readiness: { port: 1, log: 'x' } }, 'readiness'],
    ['another sign', { readiness: { smoke: true } }, 'readiness.smoke'],
    ['any line', { readiness: { log: ' ** ' } }, 'readiness.log'],
    ['a long line', { readiness: { log: 'x'.repeat(256) } }, 'readiness.log'],
    ['a port beyond', { readiness: { port: 0 } }, 'readiness.port'],
    ['a port that is not published', { ports: [80], readiness: { port: 81 } }, 'readiness.port'],
    ['no command', { readiness: { exec: [] } }, 'readiness.exec'],
    ['a page elsewhere', { readiness: { http: { port: 80, path: 'http://example.org' } } }, 'readiness.http.path'],
    ['a page with a line break', { readiness: { http: { port: 80, path: '/a\r\nb' } } }, 'readiness.http.path'],
    ['a page without a port', { readiness: { http: { path: '/' } } }, 'readiness.http.port'],
    [
      'a page on a port that is not published',
      { ports: [80], readiness: { http: { port: 81, path: '/' } } },
      'readiness.http.port',
    ],
    ['a status beyond', { readiness: { http: { port: 80, path: '/', status: 600 } } }, 'readiness.http.status'],
    ['endless patience', { readiness: { port: 80, timeoutSeconds: 3_601 } }, 'readiness.timeoutSeconds'],
  ])('refuses %s', (_, definition, path) => {
    expect(containerRule(definition)).toEqual([
      { path, fault: expect.stringMatching(/allowed is|is missing/) as string },
    ]);
  });
});
