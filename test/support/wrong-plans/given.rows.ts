import type { WrongRow } from './wrong-row.js';

const NOT_BLANK = 'allowed is text of 1 to 255 characters, not of spaces alone';
const CLIENT = { id: 'id', secret: 'secret', redirect_uri: 'https://example.org' };
const DRAIN = { requires: ['syslog_drain'] };
const ROUTES = { requires: ['route_forwarding'] };
const MOUNTS = { requires: ['volume_mount'] };
const MOUNT = {
  driver: 'nfs',
  container_dir: '/data',
  mode: 'rw',
  device_type: 'shared',
  device: { volume_id: 'v' },
};

const client = (says: object): Readonly<Record<string, unknown>> => ({ dashboardClient: { ...CLIENT, ...says } });
const mount = (says: object): Readonly<Record<string, unknown>> => ({
  ...MOUNTS,
  volumeMounts: [{ ...MOUNT, ...says }],
});

/** What platforms and applications get. */
export const GIVEN_ROWS: readonly WrongRow[] = [
  [
    'dashboardurl',
    'allowed is an object with the text "dashboard_url", or null',
    ...['http://example.org', { dashboard_url: 7 }, {}].map((dashboardurl) => ({ dashboardurl })),
  ],
  ['credentials', 'allowed is an object, or null', { credentials: 'uri' }, { credentials: ['uri'] }],
  [
    'requires',
    'allowed is a list of "syslog_drain", "route_forwarding" and "volume_mount"',
    { requires: 'syslog_drain' },
  ],
  [
    'requires[0]',
    'allowed is one of "syslog_drain", "route_forwarding", "volume_mount"',
    { requires: ['root'] },
    { requires: [1] },
  ],
  [
    'dashboardClient',
    'allowed is an object with the texts "id", "secret" and "redirect_uri"',
    { dashboardClient: 'id' },
  ],
  ['dashboardClient.id', NOT_BLANK, client({ id: '' }), client({ id: 1 })],
  ['dashboardClient.secret', NOT_BLANK, client({ secret: ' ' })],
  [
    'dashboardClient.redirect_uri',
    'allowed is text of 1 to 2048 characters, not of spaces alone',
    client({ redirect_uri: '' }),
  ],
  ['dashboardClient.scope', 'is not known; allowed is "id", "secret", "redirect_uri"', client({ scope: 'all' })],
  ['syslogDrainUrl', 'allowed is a URL; "requires" then has "syslog_drain"', { ...DRAIN, syslogDrainUrl: 514 }],
  ['syslogDrainUrl', 'allowed is a URL with a host', { ...DRAIN, syslogDrainUrl: '//logs' }],
  [
    'syslogDrainUrl',
    'needs "syslog_drain" in the "requires" of its service',
    { syslogDrainUrl: 'syslog://logs:514' },
    { ...ROUTES, syslogDrainUrl: 'syslog://logs:514' },
  ],
  ['routeServiceUrl', 'allowed is an https URL with a host', { ...ROUTES, routeServiceUrl: 'http://example.org' }],
  [
    'routeServiceUrl',
    'needs "route_forwarding" in the "requires" of its service',
    { routeServiceUrl: 'https://example.org' },
  ],
  [
    'volumeMounts',
    'allowed is a list of volume mounts as OSB has them; "requires" then has "volume_mount"',
    { ...MOUNTS, volumeMounts: {} },
  ],
  ['volumeMounts', 'needs "volume_mount" in the "requires" of its service', { volumeMounts: [MOUNT] }],
  ['volumeMounts[0].driver', NOT_BLANK, mount({ driver: '' })],
  ['volumeMounts[0].container_dir', NOT_BLANK, mount({ container_dir: 1 })],
  ['volumeMounts[0].mode', 'allowed is one of "r", "rw"', mount({ mode: 'x' })],
  ['volumeMounts[0].device_type', 'allowed is "shared"', mount({ device_type: 'block' })],
  ['volumeMounts[0].device', 'allowed is an object of "volume_id", "mount_config"', mount({ device: '/dev/sda' })],
  ['volumeMounts[0].device.volume_id', `is missing; ${NOT_BLANK}`, mount({ device: {} })],
  [
    'volumeMounts[0].device.mount_config',
    'allowed is an object',
    mount({ device: { volume_id: 'v', mount_config: 'x' } }),
  ],
];

const DRAFT = 'http://json-schema.org/draft-04/schema#';
const SCHEMAS =
  'allowed is an object as OSB has it: JSON Schemas of draft 04 below "service_instance" and "service_binding"';

/** What parameters may be sent. */
export const SCHEMA_ROWS: readonly WrongRow[] = [
  ['schemas', SCHEMAS, { schemas: 'none' }],
  ['schemas.plan', 'is not known; allowed is "service_instance", "service_binding"', { schemas: { plan: {} } }],
  ['schemas.service_instance', 'allowed is an object of "create", "update"', { schemas: { service_instance: [] } }],
  ['schemas.service_binding', 'allowed is an object of "create"', { schemas: { service_binding: 1 } }],
  ...['service_instance.create', 'service_instance.update', 'service_binding.create'].flatMap(schemaRows),
];

function schemaRows(place: string): readonly WrongRow[] {
  const path = `schemas.${place}`;
  const says = (value: unknown): Readonly<Record<string, unknown>> => ({ schemas: below(place, value) });
  return [
    [path, 'allowed is an object of "parameters"', says(1)],
    [`${path}.parameters`, 'allowed is an object', says({ parameters: 'any' })],
    [`${path}.parameters.$schema`, `is missing; allowed is "${DRAFT}"`, says({ parameters: {} })],
    [`${path}.parameters.$schema`, `allowed is "${DRAFT}"`, says({ parameters: { $schema: 'draft-07' } })],
    [
      `${path}.parameters`,
      'allowed is no "$ref" but those that start with "#"',
      says({ parameters: { $schema: DRAFT, $ref: 'http://example.org' } }),
    ],
  ];
}

/** `a.b` of 1 is `{ a: { b: 1 } }`. */
function below(place: string, value: unknown): unknown {
  return place.split('.').reduceRight((inner, step) => ({ [step]: inner }), value);
}
