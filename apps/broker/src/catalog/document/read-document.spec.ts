import { describe, expect, it } from 'vitest';
import { BadRequestError } from '../../osb/osb.errors.js';
import { toDeclared } from './declared-definition.js';
import { findSchemaFaults } from './find-schema-faults.js';
import { readDocument } from './read-document.js';

const ANYWHERE = { pull: 'missing', registries: [] } as const;
const PLAN = { name: 'redis', plan: '100' };
const FULL = {
  ...PLAN,
  dashboardurl: { dashboard_url: 'https://$HOST' },
  credentials: { user: 'u', deep: { list: [1] } },
  numinstances: 3,
  image: `redis:7@sha256:${'a'.repeat(64)}`,
  ports: [6379],
  environment: { A: 'b' },
  command: ['a', ''],
  memory: '1.5g',
  cpu: 0.5,
  pids: 10,
  volumes: ['/data'],
  scripts: 'optional',
  tags: ['a'],
  requires: ['syslog_drain', 'route_forwarding', 'volume_mount'],
  dashboardClient: { id: 'i', secret: 's', redirect_uri: 'https://example.org' },
  planMetadata: { displayName: 'n', bullets: ['b'], anything: { at: 'all' } },
  costs: [{ amount: { usd: 1 }, unit: 'MONTHLY' }],
  maximumPollingSeconds: 300,
  maintenance: { version: '1.0.0-rc.1' },
  schemas: { service_instance: { create: { parameters: { $schema: 'http://json-schema.org/draft-04/schema#' } } } },
  syslogDrainUrl: 'SYSLOG://$HOST:514',
  routeServiceUrl: 'https://$HOST',
  volumeMounts: [{ driver: 'd', container_dir: '/c', mode: 'rw', device_type: 'shared', device: { volume_id: 'v' } }],
};

const refusalOf = (body: unknown): string => {
  try {
    readDocument(body, [], ANYWHERE);
  } catch (error) {
    if (error instanceof BadRequestError) return error.message;
    throw error;
  }
  return 'taken';
};

describe('readDocument', () => {
  it('takes every property, and reads back what it declares', () => {
    expect(readDocument({ services: [FULL] }, [], ANYWHERE).map(toDeclared)).toEqual([FULL]);
  });

  it('takes keys in any letter case, nulls, and a name of the schema for editors', () => {
    const written = { NAME: 'redis', Plan: '100', DashBoardUrl: null, Tags: null, NumInstances: 1 };

    expect(readDocument({ $schema: 'x', services: [written] }, [], ANYWHERE).map(toDeclared)).toEqual([PLAN]);
  });

  it.each<[string, unknown, string[]]>([
    [
      'more than a catalog may have',
      { services: Array.from({ length: 2_001 }, () => ({})) },
      ['The document has more than 2000 services, the most that a catalog may have.'],
    ],
    ['no list', {}, ['The document needs a list "services".']],
    [
      'something beside the services',
      { services: [], other: 1 },
      ['other: is not known; allowed is "$schema", "services"'],
    ],
    ['a text for a definition', { services: ['redis'] }, ['services[0]: allowed is an object']],
    [
      'no plan',
      { services: [{ name: 'a' }] },
      ['services[0].plan: is missing; allowed is text of 1 to 255 characters'],
    ],
    [
      'two faults',
      { services: [PLAN, { ...PLAN, plan: '2', cpu: 0, pids: 'x' }] },
      ['services[1].cpu: ', 'services[1].pids: '],
    ],
    ['the same plan twice', { services: [PLAN, PLAN] }, ['services[1].plan: another plan has the same id']],
    [
      'faults of values and of the catalog',
      {
        services: [
          { ...PLAN, cpu: 0 },
          { ...PLAN, costs: [{}] },
        ],
      },
      ['services[0].cpu: ', 'services[1].costs[0].amount: is missing'],
    ],
    [
      'a mask',
      { services: [{ ...PLAN, credentials: { password: '***' } }] },
      ['services[0].credentials.password: is "***"'],
    ],
  ])('refuses %s by its place', (_, body, sentences) => {
    const refusal = refusalOf(body);

    for (const sentence of sentences) expect(refusal).toContain(sentence);
  });

  it('refuses what has no meaning', () => {
    const refusal = refusalOf({ services: [{ ...PLAN, memmory: true }] });

    expect(refusal).toContain('services[0].memmory: is not known; allowed is "');
  });

  it.each(['privileged', 'devices', 'binds', 'networkMode'])('refuses %s, which could harm the host', (name) => {
    const refusal = refusalOf({ services: [{ ...PLAN, [name]: true }] });

    expect(refusal).toContain(`services[0].${name}: is not for a plan to say, it could harm the Docker host`);
  });

  it('tells each place once', () => {
    const lines = refusalOf({ services: [{ ...PLAN, cpu: 'x', tags: 'x', maintenance: {} }] })
      .split('\n')
      .slice(1);

    expect(lines.map((line) => line.trim().split(':')[0])).toEqual([
      'services[0].cpu',
      'services[0].tags',
      'services[0].maintenance.version',
    ]);
  });
});

/** One wrong value for each property, and the broker's own checks of the same. */
const WRONG: Readonly<Record<string, readonly unknown[]>> = {
  name: ['', 'a/b', 7, 'a '],
  plan: ['', ' a', [], 'x'.repeat(256)],
  dashboardurl: [{}, { dashboard_url: 1 }, 'x'],
  credentials: ['x', []],
  numinstances: [-1, 10_001, 0.5, 'x'],
  containername: ['../etc', 7],
  image: ['a b', 'A', 7],
  description: ['', '   ', 7],
  plandescription: ['', 7],
  displayname: [7],
  tags: ['x', [''], [7], Array.from({ length: 51 }, () => 'x')],
  ports: [[0], [65_536], ['x'], Array.from({ length: 51 }, () => 1)],
  environment: [{ '1a': 'x' }, { a: 1 }, []],
  command: ['x', [7], Array.from({ length: 101 }, () => 'x')],
  memory: ['x', '1x', 5, {}],
  cpu: [0, 1_025, 'x'],
  pids: [0, 1.5, 1_000_001],
  volumes: [['data'], ['/a:b'], '/data'],
  scripts: ['maybe'],
  free: ['x'],
  bindable: [1],
  metadata: ['x', { shareable: 'x' }],
  requires: ['x', ['x']],
  dashboardClient: [{ id: 'x' }, 'x'],
  planUpdateable: ['x'],
  planMetadata: [{ bullets: [1] }],
  costs: [[{}], [{ amount: {}, unit: 'x' }], [{ amount: { usd: 'x' }, unit: 'x' }]],
  maximumPollingSeconds: [299, 604_801],
  maintenance: [{}, { version: 'v1' }, { version: '1.0.0', other: 1 }],
  schemas: [{ other: {} }, { service_instance: { create: { parameters: {} } } }],
  syslogDrainUrl: ['x', 'syslog://'],
  routeServiceUrl: ['http://x'],
  volumeMounts: [[{}], 'x'],
};

describe('the published schema', () => {
  const wrongs = Object.entries(WRONG).flatMap(([name, values]) => values.map((value) => [name, value] as const));

  it.each(wrongs)('refuses %s: %j, as the broker does', (name, value) => {
    const definition = { ...PLAN, [name]: value };

    expect(findSchemaFaults({ services: [definition] }).map(({ path }) => path)).not.toEqual([]);
    expect(refusalOf({ services: [definition] }).toLowerCase()).toContain(`services[0].${name}`.toLowerCase());
  });

  it('takes what the broker takes', () => {
    expect(findSchemaFaults({ services: [FULL, PLAN] })).toEqual([]);
  });
});
