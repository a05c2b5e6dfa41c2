import { describe, expect, it } from 'vitest';
import { checkCatalog } from './check-catalog.types.js';
import { aDefinition } from './testing/a-definition.js';

const DRAFT_04 = 'http://json-schema.org/draft-04/schema#';
const withSchema = (schema: unknown): object => ({ schemas: { service_instance: { create: { parameters: schema } } } });
const inSchema = 'schemas.service_instance.create.parameters';
const client = { id: 'client', secret: 'hunter2', redirect_uri: 'https://example.org' };
const mount = {
  driver: 'nfs',
  container_dir: '/data',
  mode: 'rw',
  device_type: 'shared',
  device: { volume_id: 'v', mount_config: { uid: 1 } },
};
const mounted = (change: object): object => ({ requires: ['volume_mount'], volumeMounts: [{ ...mount, ...change }] });

/** Of definitions that differ from an ordinary one in what is given. */
const pathsOf = (...changes: readonly object[]): string[] =>
  checkCatalog(changes.map((change) => Object.assign(aDefinition(), change))).map(
    ({ index, path }) => `${index} ${path}`,
  );

describe('checkCatalog of one definition', () => {
  it.each<[string, object]>([
    ['the least', {}],
    ['nulls, which say nothing', { tags: null, metadata: null, dashboardClient: null, volumeMounts: null }],
    ['a long description (CCC-02)', { description: 'x'.repeat(255) }],
    [
      'tags of 2048 characters together (CCC-04)',
      { tags: ['a'.repeat(255), ...Array<string>(7).fill('b'.repeat(255)), 'c'.repeat(8)] },
    ],
    ['no tags', { tags: [] }],
    ['every permission (CAT-13)', { requires: ['syslog_drain', 'route_forwarding', 'volume_mount'] }],
    [
      'metadata by convention (CFM-01, CFM-02)',
      { metadata: { displayName: 'n', supportUrl: '', shareable: false, x: 1 } },
    ],
    ['a dashboard client (CCC-06)', { dashboardClient: client }],
    ['metadata of the plan (CFM-03)', { planMetadata: { displayName: 'n', bullets: ['a'], x: {} } }],
    ['costs (CAT-29)', { costs: [{ amount: { usd: 9.5, eur: 0 }, unit: 'MONTHLY' }] }],
    ['the shortest polling (CCT-04)', { maximumPollingSeconds: 300 }],
    ['the longest polling (CCT-04)', { maximumPollingSeconds: 604_800 }],
    ['a version (CAT-26)', { maintenance: { version: '1.0.0-rc.1+build.7', description: 'd' } }],
    ['a schema (CAT-30)', withSchema({ $schema: DRAFT_04, type: 'object' })],
    ['every schema', { schemas: { service_instance: { create: {}, update: {} }, service_binding: { create: {} } } }],
    ['a local reference (CAT-32)', withSchema({ $schema: DRAFT_04, definitions: { a: {} }, $ref: '#/definitions/a' })],
    ['a pattern that only older engines take', withSchema({ $schema: DRAFT_04, pattern: '^[\\w-.]+$' })],
    ['a drain', { requires: ['syslog_drain'], syslogDrainUrl: 'syslog-tls://$HOST:$PORT_514' }],
    ['a route service (CCR-24)', { requires: ['route_forwarding'], routeServiceUrl: 'https://$HOST:$PORT_443/x' }],
    ['a mount (BIND-17)', mounted({})],
  ])('takes %s', (_, change) => {
    expect(pathsOf(change)).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['no name', { name: undefined }, 'name'],
    ['a blank name (CCC-02)', { name: ' ' }, 'name'],
    ['a plan that is a number', { plan: 7 }, 'plan'],
    ['a blank description (CCC-02)', { description: ' \n' }, 'description'],
    ['a description that is too long (CCC-02)', { description: 'x'.repeat(256) }, 'description'],
    ['a blank description of the plan', { planDescription: ' ' }, 'planDescription'],
    ['a display name that is no text (CFM-01)', { displayName: 1 }, 'displayName'],
    ['tags that are no list (CCC-04)', { tags: 'a' }, 'tags'],
    ['a tag that is no text', { tags: ['a', 1] }, 'tags[1]'],
    [
      'tags of 2049 characters together (CCC-04)',
      { tags: [...Array<string>(8).fill('b'.repeat(255)), 'c'.repeat(9)] },
      'tags',
    ],
    ['free as a text (CCC-08)', { free: 'yes' }, 'free'],
    ['bindable as a text (CCC-03)', { bindable: 'yes' }, 'bindable'],
    ['plan_updateable as a text (CCC-03)', { planUpdateable: 'yes' }, 'planUpdateable'],
    ['instances_retrievable as a text (CCC-03)', { instancesRetrievable: 'yes' }, 'instancesRetrievable'],
    ['bindings_retrievable as a text (CCC-03)', { bindingsRetrievable: 'yes' }, 'bindingsRetrievable'],
    ['allow_context_updates as a text (CCC-03)', { allowContextUpdates: 'yes' }, 'allowContextUpdates'],
    ['binding_rotatable as a text (CAT-24)', { bindingRotatable: 'yes' }, 'bindingRotatable'],
    ['a permission that nobody knows (CAT-13)', { requires: ['syslog_drain', 'root'] }, 'requires[1]'],
    ['metadata in a list (CCC-05)', { metadata: [] }, 'metadata'],
    ['a support address that is no text (CFM-01)', { metadata: { supportUrl: {} } }, 'metadata.supportUrl'],
    ['shareable as a text (CFM-02)', { metadata: { shareable: 'true' } }, 'metadata.shareable'],
    [
      'a client without redirection (CCC-06)',
      { dashboardClient: { id: 'i', secret: 's' } },
      'dashboardClient.redirect_uri',
    ],
    [
      'a client with a blank secret (CCC-06)',
      { dashboardClient: { ...client, secret: ' ' } },
      'dashboardClient.secret',
    ],
    ['a client with more', { dashboardClient: { ...client, redirectUri: 'x' } }, 'dashboardClient.redirectUri'],
    ['bullets that are no list (CFM-03)', { planMetadata: { bullets: 'a' } }, 'planMetadata.bullets'],
    [
      'costs inside metadata that are none (CAT-29)',
      { planMetadata: { costs: [{ unit: 'u' }] } },
      'planMetadata.costs[0].amount',
    ],
    ['a cost without a unit (CAT-29)', { costs: [{ amount: { usd: 1 } }] }, 'costs[0].unit'],
    ['an amount as a text (CAT-29)', { costs: [{ amount: { usd: '1' }, unit: 'u' }] }, 'costs[0].amount.usd'],
    ['an amount of nothing', { costs: [{ amount: {}, unit: 'u' }] }, 'costs[0].amount'],
    ['polling for too short a time (CCT-04)', { maximumPollingSeconds: 299 }, 'maximumPollingSeconds'],
    ['polling for too long a time (CCT-04)', { maximumPollingSeconds: 604_801 }, 'maximumPollingSeconds'],
    ['polling for half a second (CCC-09)', { maximumPollingSeconds: 300.5 }, 'maximumPollingSeconds'],
    ['no version (CAT-26)', { maintenance: {} }, 'maintenance.version'],
    ['a short version (CAT-26)', { maintenance: { version: '1.0' } }, 'maintenance.version'],
    ['a version with v (CAT-26)', { maintenance: { version: 'v1.0.0' } }, 'maintenance.version'],
    ['a version with a leading zero (CAT-26)', { maintenance: { version: '1.01.0' } }, 'maintenance.version'],
    ['another key beside the version (CCC-10)', { maintenance: { version: '1.0.0', x: 1 } }, 'maintenance.x'],
    [
      'a description of 2000 characters (CCC-10)',
      { maintenance: { version: '1.0.0', description: 'x'.repeat(2_000) } },
      'maintenance',
    ],
    ['schemas in a list (CCC-11)', { schemas: [] }, 'schemas'],
    ['a level that is a text (CCC-11)', { schemas: { service_instance: 'x' } }, 'schemas.service_instance'],
    ['a level that OSB does not have', { schemas: { service_instances: {} } }, 'schemas.service_instances'],
    ['an update of bindings', { schemas: { service_binding: { update: {} } } }, 'schemas.service_binding.update'],
    ['a schema that is null', withSchema(null), inSchema],
    ['a schema of no draft (CAT-31)', withSchema({}), `${inSchema}.$schema`],
    [
      'a schema of draft 07 (CCC-11)',
      withSchema({ $schema: 'http://json-schema.org/draft-07/schema#' }),
      `${inSchema}.$schema`,
    ],
    ['a schema of 64 kB and more (CAT-33)', withSchema({ $schema: DRAFT_04, title: 'x'.repeat(65_536) }), inSchema],
    ['a reference to elsewhere (CAT-32)', withSchema({ $schema: DRAFT_04, not: { $ref: 'http://x.org/#' } }), inSchema],
    ['a reference to nowhere', withSchema({ $schema: DRAFT_04, $ref: '#/definitions/a' }), inSchema],
    ['a pattern that is none', withSchema({ $schema: DRAFT_04, pattern: '(' }), inSchema],
    [
      'a type that is none (CCC-11)',
      withSchema({ $schema: DRAFT_04, properties: { a: { type: 'txt' } } }),
      `${inSchema}.properties.a.type`,
    ],
    [
      'a bound of draft 06 (CCC-11)',
      withSchema({ $schema: DRAFT_04, minimum: 1, exclusiveMinimum: 3 }),
      `${inSchema}.exclusiveMinimum`,
    ],
    [
      'an empty list of what is required (CCC-11)',
      withSchema({ $schema: DRAFT_04, required: [] }),
      `${inSchema}.required`,
    ],
    ['a drain without permission (CCR-23)', { syslogDrainUrl: 'syslog://h:1' }, 'syslogDrainUrl'],
    ['an empty drain (CCR-23)', { requires: ['syslog_drain'], syslogDrainUrl: '' }, 'syslogDrainUrl'],
    [
      'a drain without permission of its kind',
      { requires: ['volume_mount'], syslogDrainUrl: 'syslog://h:1' },
      'syslogDrainUrl',
    ],
    ['a route service without permission', { routeServiceUrl: 'https://h' }, 'routeServiceUrl'],
    [
      'a route service over http (CCR-24)',
      { requires: ['route_forwarding'], routeServiceUrl: 'http://h' },
      'routeServiceUrl',
    ],
    [
      'a route service of no host (CCR-24)',
      { requires: ['route_forwarding'], routeServiceUrl: 'https://.x' },
      'routeServiceUrl',
    ],
    ['mounts without permission (CCR-23)', { volumeMounts: [] }, 'volumeMounts'],
    ['a mount of another mode (CCR-25)', mounted({ mode: 'x' }), 'volumeMounts[0].mode'],
    ['a mount of another type (CCR-25)', mounted({ device_type: 'own' }), 'volumeMounts[0].device_type'],
    ['a mount without a driver (CCR-25)', mounted({ driver: '' }), 'volumeMounts[0].driver'],
    ['a mount of no volume (CCR-25)', mounted({ device: {} }), 'volumeMounts[0].device.volume_id'],
    [
      'a mount with a list (CCR-25)',
      mounted({ device: { volume_id: 'v', mount_config: [] } }),
      'volumeMounts[0].device.mount_config',
    ],
  ])('refuses %s', (_, change, path) => {
    expect(pathsOf(change)).toEqual([`0 ${path}`]);
  });

  it('tells all at once, and no value', () => {
    const faults = checkCatalog([
      Object.assign(aDefinition(), {
        free: 'hunter2',
        dashboardClient: { secret: ['hunter2'] },
        requires: ['hunter2'],
      }),
    ]);

    expect(faults.map(({ path }) => path).sort()).toEqual([
      'dashboardClient.id',
      'dashboardClient.redirect_uri',
      'dashboardClient.secret',
      'free',
      'requires[0]',
    ]);
    expect(JSON.stringify(faults)).not.toContain('hunter2');
  });
});

describe('checkCatalog of several definitions', () => {
  it.each<[string, object[]]>([
    ['none', []],
    ['plans of one service', [{ plan: 'a' }, { plan: 'b' }]],
    ['plans of one name in two services', [{ name: 'a' }, { name: 'b' }]],
    ['names in other letters (CCC-07)', [{ name: 'a' }, { name: 'A' }]],
    [
      'one client for the plans of a service',
      [
        { plan: 'a', dashboardClient: client },
        { plan: 'b', dashboardClient: client },
      ],
    ],
    [
      'services without clients',
      [
        { name: 'a', dashboardClient: null },
        { name: 'b', dashboardClient: null },
      ],
    ],
    ['a permission that another plan has said', [{ requires: ['volume_mount'] }, { plan: 'b', volumeMounts: [mount] }]],
  ])('takes %s', (_, changes) => {
    expect(pathsOf(...changes)).toEqual([]);
  });

  it.each<[string, object[], string[]]>([
    ['a plan that is there twice (CAT-20)', [{}, {}], ['1 plan']],
    [
      'two plans whose ids are one text (CAT-03)',
      [
        { name: 'a_b', plan: 'c' },
        { name: 'a', plan: 'b_c' },
      ],
      ['1 plan'],
    ],
    ['a plan with the id of a service (CCC-07)', [{ name: 'a_b' }, { name: 'a', plan: 'b' }], ['1 plan']],
    ['a service with the id of a plan (CCC-07)', [{ name: 'a', plan: 'b' }, { name: 'a_b' }], ['1 name']],
    [
      'two services with one client (CCC-06)',
      [
        { name: 'a', dashboardClient: client },
        { name: 'b', dashboardClient: client },
      ],
      ['1 dashboardClient.id'],
    ],
    [
      'a permission that the first plan does not have',
      [{ requires: [] }, { plan: 'b', requires: ['volume_mount'], volumeMounts: [mount] }],
      ['1 volumeMounts'],
    ],
  ])('refuses %s, and names the later one', (_, changes, paths) => {
    expect(pathsOf(...changes)).toEqual(paths);
  });
});
