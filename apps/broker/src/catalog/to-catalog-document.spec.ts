import { describe, expect, it } from 'vitest';
import { toCatalogDocument } from './to-catalog-document.js';
import { aDefinition } from './testing/a-definition.js';
import { toImageReply } from './to-image-reply.js';

describe('toCatalogDocument', () => {
  it('is empty without plans', () => {
    expect(toCatalogDocument([])).toEqual({ services: [] });
  });

  it("has the original's ids, and what the plan says (CAT-07 … CAT-25)", () => {
    const definition = aDefinition({
      description: 'd',
      planDescription: 'p',
      displayName: 'Redis!',
      tags: ['cache'],
      free: false,
      bindable: false,
      metadata: { supportUrl: 'http://s' },
    });

    expect(toCatalogDocument([definition])).toEqual({
      services: [
        {
          id: 'redis',
          name: 'redis',
          description: 'd',
          bindable: false,
          plan_updateable: true,
          instances_retrievable: true,
          bindings_retrievable: true,
          allow_context_updates: true,
          tags: ['cache'],
          plans: [
            {
              id: 'redis_100',
              name: '100',
              description: 'p',
              free: false,
              bindable: false,
              binding_rotatable: true,
              maximum_polling_duration: 3_600,
              plan_updateable: true,
            },
          ],
          metadata: { displayName: 'Redis!', providerDisplayName: 'docker', supportUrl: 'http://s' },
        },
      ],
    });
  });

  it('makes one service of the plans of one name, in the order of their coming', () => {
    const definitions = [
      aDefinition({ plan: 'small' }),
      aDefinition({ name: 'mysql', plan: 'only' }),
      aDefinition({ plan: 'big', bindable: false }),
    ];

    expect(toCatalogDocument(definitions)).toMatchObject({
      services: [
        { id: 'redis', bindable: true, plans: [{ id: 'redis_small' }, { id: 'redis_big', bindable: false }] },
        { id: 'mysql', plans: [{ id: 'mysql_only' }] },
      ],
    });
  });
});

describe('toCatalogDocument of all that a plan may say', () => {
  const rich = aDefinition({
    requires: ['syslog_drain'],
    dashboardClient: { id: 'i', secret: 's', redirect_uri: 'u' },
    planUpdateable: false,
    instancesRetrievable: false,
    bindingsRetrievable: false,
    allowContextUpdates: false,
    bindingRotatable: false,
    planMetadata: { displayName: 'Small', costs: 'hidden by costs' },
    costs: [{ amount: { usd: 9.5 }, unit: 'MONTHLY' }],
    maximumPollingSeconds: 600,
    maintenance: { version: '1.0.0', description: 'd' },
    schemas: { service_binding: { create: { parameters: {} } } },
    syslogDrainUrl: 'syslog://h:1',
  });

  it('has it in the words of the API (CAT-12 … CAT-30)', () => {
    expect(toCatalogDocument([rich])).toMatchObject({
      services: [
        {
          requires: ['syslog_drain'],
          dashboard_client: { id: 'i', secret: 's', redirect_uri: 'u' },
          plan_updateable: false,
          instances_retrievable: false,
          bindings_retrievable: false,
          allow_context_updates: false,
          plans: [
            {
              binding_rotatable: false,
              metadata: { displayName: 'Small', costs: [{ amount: { usd: 9.5 }, unit: 'MONTHLY' }] },
              maximum_polling_duration: 600,
              maintenance_info: { version: '1.0.0', description: 'd' },
              schemas: { service_binding: { create: { parameters: {} } } },
            },
          ],
        },
      ],
    });
  });

  it('does not show what bindings answer with', () => {
    expect(JSON.stringify(toCatalogDocument([rich]))).not.toContain('syslog://');
  });

  it('takes a version that was found out elsewhere, where the definition says none', () => {
    const document = toCatalogDocument([aDefinition({ plan: 'a' }), rich], ({ plan }) => `7.0.${plan.length}`);

    expect(document).toMatchObject({
      services: [{ plans: [{ maintenance_info: { version: '7.0.1' } }, { maintenance_info: { version: '1.0.0' } }] }],
    });
  });

  it('has a service that can be bound when one of its plans can (CAT-10)', () => {
    const plans = [aDefinition({ plan: 'a', bindable: false }), aDefinition({ plan: 'b' })];

    expect(toCatalogDocument(plans)).toMatchObject({
      services: [{ bindable: true, plans: [{ bindable: false }, { bindable: true }] }],
    });
  });

  it('is never null, whatever is stored (CCC-04)', () => {
    const nulls = Object.fromEntries(Object.keys(rich).map((key) => [key, null]));

    expect(JSON.stringify(toCatalogDocument([{ ...nulls, ...{ name: 'n', plan: 'p' } } as never]))).not.toContain(
      'null',
    );
  });
});

describe('toImageReply', () => {
  it("is the original's, key by key", () => {
    const plain = JSON.parse(JSON.stringify(aDefinition())) as ReturnType<typeof aDefinition>;

    expect(JSON.stringify(toImageReply(plain))).toBe(
      '{"Name":"redis","Plan":"100","DashBoardUrl":null,"Credentials":null,"Numinstances":1,"Containername":""}',
    );
  });

  it('goes on with what we added, where it is set', () => {
    const definition = aDefinition({ image: 'redis:7', ports: [6379], scripts: 'optional' });

    expect(toImageReply(definition)).toMatchObject({ Image: 'redis:7', Ports: [6379], Scripts: 'optional' });
  });
});
