import { describe, expect, it } from 'vitest';
import { fillServiceValues } from './fill-service-values.js';
import type { ServiceDefinition } from './service-definition.types.js';
import { aDefinition } from './testing/a-definition.js';

const VALUES: Partial<ServiceDefinition> = {
  description: 'd',
  displayName: 'n',
  tags: ['t'],
  metadata: { a: 1 },
  requires: ['volume_mount'],
  dashboardClient: { id: 'i', secret: 's', redirect_uri: 'u' },
  instancesRetrievable: false,
  bindingsRetrievable: false,
  allowContextUpdates: false,
};

describe('fillServiceValues', () => {
  it.each(Object.entries(VALUES))("gives the service's %s to each of its plans", (key, value) => {
    const filled = fillServiceValues([
      aDefinition({ plan: 'a', [key]: null }),
      aDefinition({ plan: 'b', [key]: value }),
      aDefinition({ plan: 'c' }),
    ]);

    expect(filled.map((definition) => Reflect.get(definition, key) as unknown)).toEqual([value, value, value]);
  });

  it('lets the first plan that says it have its way', () => {
    const filled = fillServiceValues([
      aDefinition({ plan: 'a', bindingsRetrievable: false }),
      aDefinition({ plan: 'b', bindingsRetrievable: true }),
    ]);

    expect(filled.map(({ bindingsRetrievable }) => bindingsRetrievable)).toEqual([false, false]);
  });

  it('leaves alone what is of a plan, and other services', () => {
    const filled = fillServiceValues([
      aDefinition({ bindable: false, memory: '1g', tags: ['t'] }),
      aDefinition({ plan: 'b' }),
      aDefinition({ name: 'other' }),
    ]);

    expect(filled[1]).toMatchObject({ plan: 'b', bindable: undefined, memory: undefined });
    expect(filled[2]?.tags).toBeUndefined();
  });
});
